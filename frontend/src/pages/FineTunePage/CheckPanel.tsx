import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TrainingCheck } from '../../api/types';
import { Loading } from '../../components/Loading/Loading';
import { obstacleText } from '../../components/ProblemNotice/obstacleText';
import { Notice } from '../../components/Notice/Notice';
import { formatNumber } from '../../lib/format';
import { Table } from '../../components/Table/Table';
import tables from '../../theme/table.module.css';
import type { Mode } from './draft';
import { gatherProblems } from './gatherProblems';
import styles from './FineTunePage.module.css';

const SIDES = ['train', 'val', 'test'] as const;
/** With fewer held-out pictures a comparison has no intervals, and so no verdict. */
const FEWEST_TO_JUDGE = 6;

function Labels({ check }: { check: TrainingCheck }) {
  const { t, i18n } = useTranslation();
  return (
    <Table heads={[t('fineTune.class'), { right: t('fineTune.labels') }]}>
      {Object.entries(check.labels).map(([name, count]) => (
        <tr key={name}>
          <td>{name}</td>
          <td className={tables['right']}>{formatNumber(count, i18n.language)}</td>
        </tr>
      ))}
    </Table>
  );
}

function Split({ check }: { check: TrainingCheck }) {
  const { t } = useTranslation();
  return (
    <dl className={styles['split']}>
      {SIDES.map((side) => (
        <div key={side}>
          <dt>{t(`fineTune.sides.${side}`)}</dt>
          <dd className="number">{check.split[side]}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Props {
  check: TrainingCheck | undefined;
  mode: Mode;
}

function Problems({ problems }: Pick<TrainingCheck, 'problems'>) {
  const { t } = useTranslation();
  return (
    <ul className={styles['problems']} aria-label={t('fineTune.missing')}>
      {gatherProblems(problems).map(({ code, shown, more }) => (
        <li key={code} data-testid={`problem-${code}`}>
          <Notice tone="warn">
            {shown.map((problem) => (
              <span key={problem.message}>
                {obstacleText(t, problem)}{' '}
                {problem.image_id != null && (
                  <Link to={`/images/${problem.image_id}/annotate`}>
                    {t('trainings.openPicture')}
                  </Link>
                )}
              </span>
            ))}
            {more > 0 && <span>{t('fineTune.moreProblems', { count: more })}</span>}
          </Notice>
        </li>
      ))}
    </ul>
  );
}

/** What the training would be made of, and what it still lacks in the chosen mode, in words. */
export function CheckPanel({ check, mode }: Props) {
  const { t } = useTranslation();
  if (!check) return <Loading />;
  const { ready = false, problems = [] } = check.modes[mode] ?? {};
  return (
    <>
      {ready && <Notice tone="good">{t('fineTune.ready')}</Notice>}
      {problems.length > 0 && <Problems problems={problems} />}
      {Object.keys(check.labels).length > 0 && <Labels check={check} />}
      <Split check={check} />
      {ready && check.split.test < FEWEST_TO_JUDGE && (
        <Notice tone="info">{t('fineTune.fewHeldOut')}</Notice>
      )}
    </>
  );
}
