import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { type Tab, tabs } from './useTab';
import styles from './PredictionPage.module.css';

/** The parts of a result. What the reader asked to be computed stays in the address from one to the next. */
export function ResultTabs({ tab }: { tab: Tab }) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const addressOf = (name: Tab) => {
    const next = new URLSearchParams(parameters);
    next.set('tab', name);
    return `?${next.toString()}`;
  };
  return (
    <nav className={styles['tabs']} aria-label={t('result.title')}>
      {tabs.map((name) => (
        <Link
          key={name}
          to={addressOf(name)}
          aria-current={name === tab ? 'page' : undefined}
          data-testid={`tab-${name}`}
        >
          {t(`statistics.tab.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
