import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../api/types';
import { ChartFrame } from '../../../charts/ChartFrame';
import { ChartValues } from '../../../charts/ChartValues';
import { RangeLines } from '../../../charts/RangeLines';
import { DefinitionMark } from '../../../results/Definitions';
import { useFigureFiles } from '../../../results/useFigureFiles';
import { useMetricWords } from '../../../results/useMetricWords';
import { scoreSeries } from './scoreSeries';

/** How crowded the surroundings of targets are in each group, against the distance. */
export function ScoreLines({ statistics }: { statistics: Statistics }) {
  const { t } = useTranslation();
  const { write } = useMetricWords();
  const saved = useFigureFiles(statistics);
  const series = scoreSeries(statistics);
  const words = (value: number) => write('effective_score', value);
  const rows = series.flatMap(({ name, points }) =>
    points.map(({ x, y, low, high }) => ({
      key: `${name}/${x}`,
      cells: [name, x, words(y), words(low), words(high)],
    })),
  );
  const head = ['result.group', 'statistics.multiple', 'statistics.mean', 'statistics.least', 'statistics.most'] as const; // prettier-ignore
  return (
    <ChartFrame
      title={t('statistics.byGroup', { name: t('statistics.term.score.name') })}
      name="effective-score"
      beside={<DefinitionMark term="score" />}
      note={t('statistics.rangeHint')}
      values={<ChartValues head={head.map((key) => t(key))} rows={rows} />}
      saved={saved('effective-score')}
    >
      {(width) => (
        <RangeLines
          label={t('statistics.term.score.name')}
          across={t('statistics.multiple')}
          series={series}
          width={width}
          words={words}
        />
      )}
    </ChartFrame>
  );
}
