import { useTranslation } from 'react-i18next';
import { boxColours } from '../../cells/colours';
import styles from './ViewerPage.module.css';

function Sample({ colour, tick }: { colour: string; tick?: string }) {
  return (
    <svg width={26} height={24} viewBox="0 0 26 24" fill="none" aria-hidden>
      <rect x={3} y={7} width={15} height={14} stroke="#fff" strokeWidth={4} />
      <rect x={3} y={7} width={15} height={14} stroke={colour} strokeWidth={2} />
      {tick !== undefined && (
        <path d="M14 6l3.500 3.500L24 2.500" stroke="#fff" strokeWidth={4.5} />
      )}
      {tick !== undefined && (
        <path d="M14 6l3.500 3.500L24 2.500" stroke={tick} strokeWidth={2.2} />
      )}
    </svg>
  );
}

export function Legend() {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('viewer.legend')}</h2>
      <ul className={styles['legend']}>
        <li>
          <Sample colour={boxColours.target} />
          {t('viewer.legendTarget')}
        </li>
        <li>
          <Sample colour={boxColours.normal} />
          {t('viewer.legendNormal')}
        </li>
        <li>
          <Sample colour={boxColours.corrected} tick={boxColours.target} />
          {t('viewer.legendCorrected')}
        </li>
      </ul>
    </section>
  );
}
