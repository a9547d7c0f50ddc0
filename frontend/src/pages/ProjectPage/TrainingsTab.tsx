import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTrainings } from '../../api/queries/trainings';
import type { Project, TrainingSummary } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { When } from '../../components/When/When';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { QueryView } from '../../components/QueryView/QueryView';
import { StateBadge } from '../../components/StateBadge/StateBadge';
import { Table } from '../../components/Table/Table';
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
  return (
    <tr data-testid="training-row">
      <td>
        <Link to={`/trainings/${training.id}`}>
          <When at={training.created_at} />
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
    <Table
      heads={[
        t('jobs.started'),
        t('trainings.makes'),
        t('jobs.status'),
        t('trainings.decisionHead'),
      ]}
    >
      {list.map((training) => (
        <TrainingRow key={training.id} training={training} />
      ))}
    </Table>
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
