import { useTranslation } from 'react-i18next';
import type { Labelled } from '../../api/types';
import { Badge } from '../Badge/Badge';

const tones = {
  draft: 'plain',
  submitted: 'accent',
  accepted: 'good',
  returned: 'warn',
} as const;

/** How far a picture's labels are; nothing where nobody labelled it. */
export function LabelBadge({ labelled }: { labelled: Labelled | undefined }) {
  const { t } = useTranslation();
  if (labelled === undefined) return null;
  return (
    <span data-testid="label-state">
      <Badge tone={tones[labelled.state]}>{t(`fineTune.labelState.${labelled.state}`)}</Badge>
    </span>
  );
}
