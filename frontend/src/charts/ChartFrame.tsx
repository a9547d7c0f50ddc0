import { Download } from 'lucide-react';
import { type ReactNode, type RefObject, useContext, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button/Button';
import { reachable } from '../lib/reachable';
import { saveChart } from './saveChart';
import { StampContext } from './stamp';
import { usePlotWidth } from './usePlotWidth';
import styles from './Charts.module.css';

interface Props {
  title: string;
  /** Name of the saved file, without its ending. */
  name: string;
  note?: ReactNode;
  /** Stands beside the title, as the way to the definition. */
  beside?: ReactNode;
  /** The same numbers for those who read rather than look. */
  values: ReactNode;
  /** Draws an `svg` that is so many pixels wide; what does not fit scrolls. */
  children: (width: number) => ReactNode;
}

function Saves({
  plot,
  title,
  name,
}: { plot: RefObject<HTMLElement | null> } & Pick<Props, 'title' | 'name'>) {
  const { t } = useTranslation();
  const stamp = useContext(StampContext);
  const save = (as: 'svg' | 'png') => {
    const svg = plot.current?.querySelector('svg');
    if (svg) void saveChart(svg, name, { title, stamp }, as);
  };
  return (
    <span className={styles['saves']}>
      {(['svg', 'png'] as const).map((as) => (
        <Button
          key={as}
          look="quiet"
          icon={<Download size={14} aria-hidden />}
          onClick={() => save(as)}
          aria-label={t('statistics.saveChart', { title, format: as.toUpperCase() })}
        >
          {as.toUpperCase()}
        </Button>
      ))}
    </span>
  );
}

/** A chart with its title, its numbers as a table, and its file. */
export function ChartFrame({ title, name, note, beside, values, children }: Props) {
  const { t } = useTranslation();
  const titleId = useId();
  const plot = useRef<HTMLDivElement>(null);
  const width = usePlotWidth(plot);
  useEffect(() => reachable(plot.current), []);
  return (
    <figure className={styles['chart']} aria-labelledby={titleId} data-testid={`chart-${name}`}>
      <figcaption className={styles['head']}>
        <b id={titleId}>{title}</b>
        {beside}
        <Saves plot={plot} title={title} name={name} />
      </figcaption>
      {note !== undefined && <div className={styles['note']}>{note}</div>}
      <div ref={plot} className={styles['plot']}>
        {children(width)}
      </div>
      <details className={styles['values']}>
        <summary>{t('statistics.asTable')}</summary>
        {values}
      </details>
    </figure>
  );
}
