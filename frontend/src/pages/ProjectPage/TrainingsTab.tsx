import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTrainings } from '../../api/queries/trainings';
import type { Project, TrainingSummary } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { QueryView } from '../../components/QueryView/QueryView';
import { StateBadge } from '../../components/StateBadge/StateBadge';
import { formatWhen } from '../../lib/format';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { ComparisonList } from './ComparisonList';
import { LabelNext } from './LabelNext';
import styles from './ProjectPage.module.css';

const decisionTone = { accepted: 'good', discarded: 'plain' } as const;

function Decided({ training: { decision, job } }: { training: TrainingSummary }) {
  const { t } = useTranslation();
  if (decision !== null)
    return <Badge tone={decisionTone[decision]}>{t(`trainings.decision.${decision}`)}</Badge>;
  return job.state === 'succeeded' ? (
    <Badge tone="accent">{t('trainings.decision.open')}</Badge>
  ) : (
    '–'
  );
}

function TrainingRow({ training }: { training: TrainingSummary }) {
  const { i18n } = useTranslation();
  return (
    <tr data-testid="training-row">
      <td>
        <Link to={`/trainings/${training.id}`}>
          {formatWhen(training.created_at, i18n.language)}
        </Link>
      </td>
      <td>
        <code>{training.model}</code>
      </td>
      <td>
        <StateBadge state={training.job.state} />
      </td>
      <td>
        <Decided training={training} />
      </td>
    </tr>
  );
}

function TrainingTable({ list }: { list: readonly TrainingSummary[] }) {
  const { t } = useTranslation();
  return (
    <TableFrame>
      <table className={tables['table']}>
        <thead>
          <tr>
            <th scope="col">{t('jobs.started')}</th>
            <th scope="col">{t('trainings.makes')}</th>
            <th scope="col">{t('jobs.status')}</th>
            <th scope="col">{t('trainings.decisionHead')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((training) => (
            <TrainingRow key={training.id} training={training} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** What to correct next, the way to a model of one's own, and the models trained so far. */
export function TrainingsTab({ project }: { project: Project }) {
  const { t } = useTranslation();
  const trainings = useTrainings(project.id);
  return (
    <div className={styles['pictures']}>
      <LabelNext projectId={project.id} />
      <section className={styles['group']}>
        <div className={styles['sectionHead']}>
          <h2>{t('trainings.title')}</h2>
          <Link
            to={`/projects/${project.id}/fine-tune`}
            className={styles['primaryLink']}
            data-testid="fine-tune"
          >
            <GraduationCap size={17} aria-hidden />
            {t('fineTune.title')}
          </Link>
        </div>
        <QueryView query={trainings}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState
                icon={<GraduationCap size={40} />}
                title={t('trainings.empty')}
                hint={t('trainings.emptyHint')}
              />
            ) : (
              <TrainingTable list={list} />
            )
          }
        </QueryView>
      </section>
      <ComparisonList trainings={trainings.data ?? []} />
    </div>
  );
}
