import { useTranslation } from 'react-i18next';
import { usePresence } from '../../api/queries/annotations';
import { useSession } from '../../api/queries/session';
import { Notice } from '../../components/Notice/Notice';

interface Props {
  imageId: string;
  /** Others have the picture open, and not what is labelled here. */
  isReading: boolean;
}

/** Says that the picture is open here, and who else has it open. */
export function Others({ imageId, isReading }: Props) {
  const { t } = useTranslation();
  const me = useSession().data?.username;
  const present = usePresence(imageId).data ?? [];
  const names = present.map(({ username }) => username).filter((name) => name !== me);
  if (isReading || names.length === 0) return null;
  return <Notice tone="info">{t('editor.others', { names: names.join(', ') })}</Notice>;
}
