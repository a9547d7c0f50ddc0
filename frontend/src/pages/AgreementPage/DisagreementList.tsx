import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Disagreement, Disagreements } from '../../api/types';
import styles from './AgreementPage.module.css';
import { type Decided, type Decisions, keyOf, outcomeOf } from './decisions';

const ROWS_ABOUT = 100;

interface RowProps {
  item: Disagreement;
  place: number;
  isChosen: boolean;
  decided: Decided | undefined;
  onShow: (place: number) => void;
}

function Row({ item, place, isChosen, decided, onShow }: RowProps) {
  const { t } = useTranslation();
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const none = t('agreement.noCell');
  return (
    <li>
      <button
        ref={row}
        type="button"
        className={styles['row']}
        aria-current={isChosen}
        onClick={() => onShow(place)}
        data-testid="disagreement"
        data-decided={decided !== undefined}
      >
        <span className="number quiet">{place + 1}</span>
        <span>
          {item.first?.class ?? none} / {item.second?.class ?? none}
        </span>
        <span className="quiet">
          {decided === undefined
            ? t('agreement.undecided')
            : `→ ${outcomeOf(item, decided) ?? none}`}
        </span>
      </button>
    </li>
  );
}

interface Props {
  found: Disagreements;
  decisions: Decisions;
  chosen: number | null;
  onShow: (place: number) => void;
}

/** Every cell on which the two differ; of very many those about the one that is looked at. */
export function DisagreementList({ found: { items }, decisions, chosen, onShow }: Props) {
  const { t } = useTranslation();
  const from = Math.max(0, (chosen ?? 0) - ROWS_ABOUT);
  return (
    <section aria-label={t('agreement.list')}>
      <h2>{t('agreement.list')}</h2>
      {items.length === 0 && <p>{t('agreement.none')}</p>}
      <ol className={styles['list']}>
        {items.slice(from, from + 2 * ROWS_ABOUT + 1).map((item, at) => (
          <Row
            key={keyOf(item)}
            item={item}
            place={from + at}
            isChosen={from + at === chosen}
            decided={decisions.get(keyOf(item))}
            onShow={onShow}
          />
        ))}
      </ol>
    </section>
  );
}
