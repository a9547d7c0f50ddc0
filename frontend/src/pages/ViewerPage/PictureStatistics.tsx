import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStatistics, usualK } from '../../api/queries/statistics';
import type { PictureStatistics as OnePicture, Statistics } from '../../api/types';
import { StampContext } from '../../charts/stamp';
import { QueryView } from '../../components/QueryView/QueryView';
import { DefinitionMark } from '../../results/Definitions';
import { keyOf } from '../../results/settings';
import { useMetricWords } from '../../results/useMetricWords';
import { useStamp } from '../../results/useStamp';
import { Value } from '../../results/Value';
import { sectionsOf } from '../PredictionPage/StatisticsTab/columns';
import { ClassPie } from './ClassPie';
import { ScoreLine } from './ScoreLine';
import { SizeViolin } from './SizeViolin';
import results from '../../results/Results.module.css';
import styles from './ViewerPage.module.css';

interface Props {
  statistics: Statistics;
  picture: OnePicture;
}

/** Every number of the picture but its counts, which stand above, and those that a chart shows. */
function Numbers({ statistics, picture }: Props) {
  const { t } = useTranslation();
  const { shortOf, write } = useMetricWords();
  const sections = sectionsOf(statistics).filter(({ name }) => name !== 'counts');
  return sections.map(({ name, term, metrics }) => (
    <section key={name}>
      <div className={styles['sectionHead']}>
        <h2>{t(`statistics.section.${name}`)}</h2>
        <DefinitionMark term={term} />
      </div>
      <dl className={results['numbers']}>
        {metrics.map((one) => (
          <div key={one.name}>
            <dt>{shortOf(one)}</dt>
            <dd className="number">
              <Value
                picture={picture}
                metric={one}
                classes={statistics.classes}
                words={(value) => write(one.kind, value)}
              />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

function Shown({ statistics, picture }: Props) {
  const stamp = useStamp({ ...statistics, images: [picture] });
  const scored = statistics.k.some((k) => picture.effective_score?.[keyOf(k)] != null);
  return (
    <StampContext value={stamp}>
      {statistics.classes.length > 1 && picture.counts && (
        <ClassPie statistics={statistics} picture={picture} />
      )}
      <SizeViolin statistics={statistics} picture={picture} />
      {scored && <ScoreLine statistics={statistics} picture={picture} />}
      <Numbers statistics={statistics} picture={picture} />
    </StampContext>
  );
}

const wanted = { k: usualK, labels: 'predicted', control: null } as const;

/** The statistics of one picture. Asked for when opened, because the service computes all pictures of the prediction at once. */
export function PictureStatistics({
  predictionId,
  imageId,
}: {
  predictionId: string;
  imageId: string;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const statistics = useStatistics(predictionId, wanted, open);
  return (
    <details
      className={styles['statistics']}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      data-testid="picture-statistics"
    >
      <summary>{t('statistics.picture.title')}</summary>
      {open && (
        <QueryView query={statistics}>
          {(data) => {
            const picture = data.images.find(({ image_id }) => image_id === imageId);
            return picture ? <Shown statistics={data} picture={picture} /> : null;
          }}
        </QueryView>
      )}
    </details>
  );
}
