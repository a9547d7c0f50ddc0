import { useTranslation } from 'react-i18next';
import type { JobState } from '../../api/types';
import { Badge } from '../Badge/Badge';

const tones = {
  queued: 'plain',
  running: 'accent',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'warn',
} as const;

export function StateBadge({ state }: { state: JobState }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`jobs.state.${state}`)}</Badge>;
}
