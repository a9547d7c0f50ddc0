import { useTranslation } from 'react-i18next';
import type { PictureStatistics, Statistics } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { ChartValues } from '../../charts/ChartValues';
import { PieChart } from '../../charts/PieChart';
import { useFigureFiles } from '../../results/useFigureFiles';
import { useMetricWords } from '../../results/useMetricWords';

/** The classes of one picture as parts of a whole. */
export function ClassPie({
  statistics,
  picture,
}: {
  statistics: Statistics;
  picture: PictureStatistics;
}) {
  const { classes } = statistics;
  const saved = useFigureFiles(statistics);
  const { t } = useTranslation();
  const { write } = useMetricWords();
  const slices = classes.map(({ name }) => {
    const value = picture.counts?.[name] ?? 0;
    const share = picture.proportions?.[name] ?? null;
    const count = write('counts', value);
    const percent = share === null ? '–' : write('proportions', share);
    return { name, value, count, percent, words: `${percent} (${count})` };
  });
  const title = t('statistics.picture.classes');
  const rows = slices.map(({ name, count, percent }) => ({
    key: name,
    cells: [name, count, percent],
  }));
  const head = [title, t('result.cells'), t('statistics.term.proportion.name')];
  return (
    <ChartFrame
      title={title}
      name="classes"
      values={<ChartValues head={head} rows={rows} />}
      saved={saved('proportion', picture.image_id)}
    >
      {(width) => <PieChart label={title} classes={classes} slices={slices} width={width} />}
    </ChartFrame>
  );
}
