import { useTranslation } from 'react-i18next';
import type { PictureStatistics, Statistics } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { ChartValues } from '../../charts/ChartValues';
import { RangeLines } from '../../charts/RangeLines';
import { keyOf } from '../../results/settings';
import { useFigureFiles } from '../../results/useFigureFiles';
import { useMetricWords } from '../../results/useMetricWords';

/** How crowded the surroundings of the picture's targets are, against the distance. */
export function ScoreLine({
  statistics,
  picture,
}: {
  statistics: Statistics;
  picture: PictureStatistics;
}) {
  const saved = useFigureFiles(statistics);
  const { t } = useTranslation();
  const { write } = useMetricWords();
  const title = t('statistics.picture.scores');
  const points = statistics.k.flatMap((one) => {
    const y = picture.effective_score?.[keyOf(one)] ?? null;
    return y === null ? [] : [{ x: one, y, low: y, high: y }];
  });
  const words = (value: number) => write('effective_score', value);
  const rows = points.map(({ x, y }) => ({ key: String(x), cells: [x, words(y)] }));
  return (
    <ChartFrame
      title={title}
      name="effective-score"
      values={<ChartValues head={[t('statistics.multiple'), title]} rows={rows} />}
      saved={saved('effective-score', picture.image_id)}
    >
      {(width) => (
        <RangeLines
          label={title}
          across={t('statistics.multiple')}
          series={[{ name: picture.filename, points }]}
          width={width}
          words={words}
        />
      )}
    </ChartFrame>
  );
}
