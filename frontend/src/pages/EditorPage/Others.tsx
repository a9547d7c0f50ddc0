import { useTranslation } from 'react-i18next';
import { usePresence } from '../../api/queries/annotations';
import { useSession } from '../../api/queries/session';
import { Notice } from '../../components/Notice/Notice';

/** Who else has this picture open. */
export function Others({ imageId }: { imageId: string }) {
  const { t } = useTranslation();
  const me = useSession().data?.username;
  const present = usePresence(imageId).data ?? [];
  const names = present.map(({ username }) => username).filter((name) => name !== me);
  if (names.length === 0) return null;
  return <Notice tone="info">{t('editor.others', { names: names.join(', ') })}</Notice>;
}
