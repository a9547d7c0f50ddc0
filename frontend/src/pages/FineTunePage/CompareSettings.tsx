import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useStartComparison } from '../../api/queries/comparisons';
import type { TrainingRequest } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { idempotencyKeys } from '../../lib/idempotencyKeys';
import { useSettingWords } from '../ComparisonPage/useSettingWords';
import { HE_UNIT } from './draft';
import {
  CHOICES,
  combinationsOf,
  type Grid,
  HE_CHOICES,
  MOST_TRAININGS,
  toggled,
  toGrid,
} from './grid';
import styles from './FineTunePage.module.css';

interface Props {
  /** What all trainings have in common. */
  training: TrainingRequest;
  /** Whether it could be started as it is. */
  ready: boolean;
}

interface GridProps {
  choices: Grid;
  grid: Grid;
  onGrid: (grid: Grid) => void;
}

function GridFields({ choices, grid, onGrid }: GridProps) {
  const words = useSettingWords();
  return Object.entries(choices).map(([path, values]) => (
    <fieldset key={path} className={styles['units']}>
      <legend>{words.setting(path)}</legend>
      {values.map((value) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={grid[path]?.includes(value) ?? false}
            onChange={() => onGrid(toggled(grid, path, value))}
          />
          {words.value(value)}
        </label>
      ))}
    </fieldset>
  ));
}

/** How many trainings there would be, or why there can be none. */
function Count({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count < 2) return t('comparisons.few');
  if (count > MOST_TRAININGS) return t('comparisons.most', { most: MOST_TRAININGS });
  return t('comparisons.combinations', { count });
}

function useStart() {
  const start = useStartComparison();
  const navigate = useNavigate();
  const [keyFor] = useState(idempotencyKeys);
  const submit = (training: TrainingRequest, grid: Grid) => {
    const body = { name: training.name, training, grid: toGrid(grid) };
    start.mutate(
      { body, key: keyFor(body) },
      { onSuccess: ({ id }) => void navigate(`/comparisons/${id}`) },
    );
  };
  return { start, submit };
}

/** Starts every combination of the ticked values on the same labels. */
export function CompareSettings({ training, ready }: Props) {
  const { t } = useTranslation();
  const [grid, setGrid] = useState<Grid>({});
  const { start, submit } = useStart();
  const count = combinationsOf(grid);
  return (
    <details className={styles['more']}>
      <summary>{t('comparisons.start')}</summary>
      <div className={styles['moreBody']}>
        <p className={styles['hint']}>{t('comparisons.startHint')}</p>
        <GridFields
          choices={training.units.includes(HE_UNIT) ? HE_CHOICES : CHOICES}
          grid={grid}
          onGrid={setGrid}
        />
        <p className="number" role="status">
          <Count count={count} />
        </p>
        {start.error && <ProblemNotice error={start.error} />}
        <div>
          <Button
            busy={start.isPending}
            disabled={!ready || count < 2 || count > MOST_TRAININGS}
            onClick={() => submit(training, grid)}
            data-testid="start-comparison"
          >
            {t('comparisons.submit')}
          </Button>
        </div>
      </div>
    </details>
  );
}
