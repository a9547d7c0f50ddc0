import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../../api/types';
import type { DifferenceStore } from '../../../cells/differences';
import { middleOf } from '../../../cells/drawDifferences';
import { formatNumber } from '../../../lib/format';
import type { Kinds } from './CompareFrame';
import { KindSample } from './KindSample';
import { useKindName } from './useKindName';
import styles from '../ViewerPage.module.css';

/** More rows than this nobody reads; the keys go through all. */
const MOST = 300;

interface Props {
  both: DifferenceStore;
  kinds: Kinds;
  chosen: number | null;
  onChoose: (cell: number) => void;
}

function classesOf({ first, second }: Difference): string {
  if (first && second) return `${first.class} → ${second.class}`;
  return (first ?? second)?.class ?? '';
}

/** Every cell that differs, in words; a click brings it into the middle. */
export function DifferenceList({ both, kinds, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const kindName = useKindName();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const places = both.items.flatMap(({ kind }, cell) =>
    kind !== 'same' && kinds.has(kind) ? [cell] : [],
  );
  // The chosen one is in the list, wherever it stands.
  const start = Math.max(0, places.indexOf(chosen ?? -1) - MOST + 1);
  if (places.length === 0) return <p className="quiet">{t('differences.none')}</p>;
  return (
    <>
      <ol ref={list} className={styles['differences']}>
        {places.slice(start, start + MOST).map((cell) => {
          const item = both.items[cell];
          if (!item) return null;
          const { x, y } = middleOf(both, cell);
          return (
            <li key={cell}>
              <button
                type="button"
                onClick={() => onChoose(cell)}
                aria-current={cell === chosen || undefined}
                title={kindName(item.kind)}
                data-testid="difference-item"
                data-kind={item.kind}
              >
                <KindSample kind={item.kind} />
                <span className="visually-hidden">{kindName(item.kind)}: </span>
                {classesOf(item)}
                <small className="number">
                  {x}, {y}
                </small>
              </button>
            </li>
          );
        })}
      </ol>
      {places.length > MOST && (
        <p className="quiet">
          {t('differences.more', {
            shown: MOST,
            total: formatNumber(places.length, i18n.language),
          })}
        </p>
      )}
    </>
  );
}
