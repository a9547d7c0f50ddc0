import { useTranslation } from 'react-i18next';
import type { Disagreements, Side } from '../../api/types';
import { formatNumber } from '../../lib/format';
import { formatValue } from '../../results/numbers';
import styles from './AgreementPage.module.css';
import { sideColours } from './paintDisagreements';
import { useSideName } from '../../lib/useSideName';

function SideMark({
  which,
  side,
  cells,
}: {
  which: 'first' | 'second';
  side: Side;
  cells: number;
}) {
  const { t, i18n } = useTranslation();
  const name = useSideName();
  return (
    <li className={styles['side']}>
      <svg width="26" height="18" aria-hidden>
        <rect
          x="3"
          y="3"
          width="20"
          height="12"
          fill="none"
          stroke={sideColours[which]}
          strokeWidth="2.5"
          strokeDasharray={which === 'second' ? '5 3' : undefined}
        />
      </svg>
      <span>
        {t(`agreement.${which}`)}: <strong>{name(side)}</strong>
      </span>
      <span className="quiet">
        {t('agreement.cells', { count: cells, number: formatNumber(cells, i18n.language) })}
      </span>
    </li>
  );
}

/** Whose labels they are, and how far they agree. */
export function AgreementNumbers({ found }: { found: Disagreements }) {
  const { t, i18n } = useTranslation();
  const share = (value: number | null) =>
    value === null ? '–' : formatValue(value, i18n.language, 3);
  return (
    <section aria-label={t('agreement.title')}>
      <ul className={styles['sides']}>
        <SideMark which="first" side={found.first} cells={found.cells[0]} />
        <SideMark which="second" side={found.second} cells={found.cells[1]} />
      </ul>
      <dl className={styles['numbers']}>
        <div title={t('differences.f1Hint')}>
          <dt>{t('differences.f1')}</dt>
          <dd data-testid="f1">{share(found.f1)}</dd>
        </div>
        <div title={t('differences.kappaHint')}>
          <dt>{t('differences.kappa')}</dt>
          <dd data-testid="kappa">{share(found.kappa)}</dd>
        </div>
        <div>
          <dt>{t('agreement.matched')}</dt>
          <dd>{formatNumber(found.matched, i18n.language)}</dd>
        </div>
      </dl>
    </section>
  );
}
