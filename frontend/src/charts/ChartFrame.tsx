import { Download } from 'lucide-react';
import { type ReactNode, type RefObject, useContext, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { reachable } from '../lib/reachable';
import type { Numbers } from './numbers';
import { type FileFormat, fileFormats, type Saved } from './saved';
import { saveChart, saveNumbers } from './saveChart';
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
  saved: Saved;
  /** Draws an `svg` that is so many pixels wide; what does not fit scrolls. */
  children: (width: number) => ReactNode;
}

interface SavesProps extends Pick<Props, 'title' | 'name' | 'saved'> {
  plot: RefObject<HTMLElement | null>;
}

function Saves({ plot, title, name, saved }: SavesProps) {
  const { t } = useTranslation();
  const stamp = useContext(StampContext);
  const save = (as: FileFormat, numbers: Numbers) => {
    const svg = plot.current?.querySelector('svg');
    if (as === 'csv') saveNumbers(numbers, name);
    else if (svg) void saveChart(svg, name, { title, stamp }, as);
  };
  return (
    <span className={styles['saves']}>
      <Download size={14} aria-hidden />
      {fileFormats.map((as) => {
        const label = t('statistics.saveChart', { title, format: as.toUpperCase() });
        return 'fileOf' in saved ? (
          <a key={as} href={saved.fileOf(as)} download aria-label={label}>
            {as.toUpperCase()}
          </a>
        ) : (
          <button key={as} type="button" onClick={() => save(as, saved.numbers)} aria-label={label}>
            {as.toUpperCase()}
          </button>
        );
      })}
    </span>
  );
}

/** A chart with its title, its numbers as a table, and its files. */
export function ChartFrame({ title, name, note, beside, values, saved, children }: Props) {
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
        <Saves plot={plot} title={title} name={name} saved={saved} />
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
