import { useTranslation } from 'react-i18next';
import { useFigure } from '../../api/queries/statistics';
import type { PictureStatistics, Statistics } from '../../api/types';
import { QueryView } from '../../components/QueryView/QueryView';
import { formatPercent } from '../../lib/format';
import { formatValue } from '../../results/numbers';
import { useFigureFiles } from '../../results/useFigureFiles';
import { violinGroups } from '../../results/violinGroups';
import { ViolinFigure } from '../../results/ViolinFigure';

interface Props {
  statistics: Statistics;
  picture: PictureStatistics;
}

/** Box areas over the area of the picture, a violin a class, headed with the ratio of their means. */
export function SizeViolin({ statistics, picture }: Props) {
  const { t, i18n } = useTranslation();
  const saved = useFigureFiles(statistics);
  const figure = useFigure(statistics.prediction_id, 'size', 'predicted', picture.image_id);
  const ratio = picture.size_ratio ?? null;
  const words = ratio === null ? '–' : formatValue(ratio, i18n.language, 3);
  return (
    <QueryView query={figure}>
      {(data) => (
        <ViolinFigure
          title={t('statistics.picture.sizes')}
          name="size"
          note={t('statistics.sizeHint', { ratios: words })}
          label={t('statistics.shareOfPicture')}
          classes={statistics.classes}
          groups={violinGroups(data, picture.filename)}
          words={(value) => formatPercent(value, i18n.language, 3)}
          saved={saved('size', picture.image_id)}
        />
      )}
    </QueryView>
  );
}
