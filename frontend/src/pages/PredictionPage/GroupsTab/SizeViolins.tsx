import { useTranslation } from 'react-i18next';
import { useFigure } from '../../../api/queries/statistics';
import type { Statistics } from '../../../api/types';
import { QueryView } from '../../../components/QueryView/QueryView';
import { formatValue } from '../../../results/numbers';
import { useFigureFiles } from '../../../results/useFigureFiles';
import { violinGroups } from '../../../results/violinGroups';
import { ViolinFigure } from '../../../results/ViolinFigure';
import { namedGroups } from './groupMetrics';

/** Box areas over the mean box area of the normal cells of the same picture, by group and class. */
export function SizeViolins({ statistics }: { statistics: Statistics }) {
  const { t, i18n } = useTranslation();
  const saved = useFigureFiles(statistics);
  const figure = useFigure(statistics.prediction_id, 'relative-size', statistics.labels);
  const words = (value: number) => formatValue(value, i18n.language, 3);
  const ratios = namedGroups(statistics).map(({ name, metrics }) => {
    const mean = metrics['size_ratio']?.mean ?? null;
    return `${name} ${mean === null ? '–' : words(mean)}`;
  });
  const label = t('statistics.relativeSize');
  return (
    <QueryView query={figure}>
      {(data) => (
        <ViolinFigure
          title={t('statistics.byGroup', { name: label })}
          name="relative-size"
          note={t('statistics.sizeHint', { ratios: ratios.join(' · ') })}
          label={label}
          classes={statistics.classes}
          groups={violinGroups(data, null)}
          words={words}
          saved={saved('relative-size')}
        />
      )}
    </QueryView>
  );
}
