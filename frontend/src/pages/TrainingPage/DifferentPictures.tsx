import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { thumbnailUrl } from '../../api/urls';
import type { TrainingComparison } from '../../api/types';
import { formatNumber } from '../../lib/format';
import styles from './TrainingPage.module.css';

type Different = TrainingComparison['pictures'][number];

const MOST = 12;

function DifferentPicture({ picture, trainingId }: { picture: Different; trainingId: string }) {
  const { t, i18n } = useTranslation();
  const words = (value: number | null) =>
    value === null ? '–' : formatNumber(value, i18n.language, 3);
  const { image_id: id, old_f1: before, new_f1: now } = picture;
  return (
    <li className={styles['different']} data-testid="different-picture">
      <Link to={`/trainings/${trainingId}/pictures/${id}`} data-testid="compare-boxes">
        <img src={thumbnailUrl(id)} alt="" loading="lazy" width={180} height={150} />
        {t('trainings.compareBoxes')}
      </Link>
      <Link to={`/images/${id}/annotate`}>{t('trainings.openPicture')}</Link>
      <dl>
        <div>
          <dt>{t('trainings.old')}</dt>
          <dd className="number">{words(before)}</dd>
        </div>
        <div data-better={before !== null && now !== null && now > before}>
          <dt>{t('trainings.new')}</dt>
          <dd className="number">{words(now)}</dd>
        </div>
      </dl>
    </li>
  );
}

/** Where old and new disagree most, so that a person can look instead of trusting a mean. */
export function DifferentPictures({
  trainingId,
  pictures,
}: {
  trainingId: string;
  pictures: readonly Different[];
}) {
  const { t } = useTranslation();
  if (pictures.length === 0) return null;
  return (
    <section className={styles['section']}>
      <h3>{t('trainings.mostDifferent')}</h3>
      <p className="quiet">{t('trainings.mostDifferentHint')}</p>
      <ul className={styles['pictures']}>
        {pictures.slice(0, MOST).map((picture) => (
          <DifferentPicture key={picture.image_id} picture={picture} trainingId={trainingId} />
        ))}
      </ul>
    </section>
  );
}
