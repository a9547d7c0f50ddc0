import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WarningGroup } from '../../lib/summary';
import { Notice } from '../Notice/Notice';
import { toneOf } from './tone';
import { WarningText } from './WarningText';
import styles from './WarningList.module.css';

interface Props {
  warnings: readonly WarningGroup[];
  /** Where the pictures belong, so that a model can be made for those that look different; null for several projects. */
  projectId: string | null;
}

function FineTuneLink({ projectId, imageIds }: { projectId: string; imageIds: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Link
      to={`/projects/${projectId}/fine-tune`}
      state={{ pictures: imageIds }}
      data-testid="fine-tune-unlike"
    >
      {t('result.fineTuneUnlike')}
    </Link>
  );
}

/** Every warning in words. Nothing is folded away: a count that is not what it seems must say so. */
export function WarningList({ warnings, projectId }: Props) {
  const { t } = useTranslation();
  return (
    <ul className={styles['list']} aria-label={t('result.warnings', { count: warnings.length })}>
      {warnings.map((warning) => (
        <li key={warning.code} data-testid={`warning-${warning.code}`}>
          <Notice
            tone={toneOf(warning.code)}
            action={
              warning.code === 'out-of-domain' &&
              projectId !== null && (
                <FineTuneLink projectId={projectId} imageIds={warning.imageIds} />
              )
            }
          >
            <WarningText warning={warning} pictures={warning.imageIds.length} />
          </Notice>
        </li>
      ))}
    </ul>
  );
}
