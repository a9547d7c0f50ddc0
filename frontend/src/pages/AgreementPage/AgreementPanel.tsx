import { useTranslation } from 'react-i18next';
import type { Disagreements } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { Confusion } from '../../components/Confusion/Confusion';
import { Notice } from '../../components/Notice/Notice';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import viewerStyles from '../ViewerPage/ViewerPage.module.css';
import { AgreementNumbers } from './AgreementNumbers';
import { DecisionButtons } from './DecisionButtons';
import type { Decided, Decisions } from './decisions';
import { DisagreementList } from './DisagreementList';
import styles from './AgreementPage.module.css';

interface Props {
  found: Disagreements;
  decisions: Decisions;
  /** The place of the disagreement that is looked at. */
  chosen: number | null;
  mayDecide: boolean;
  busy: boolean;
  error: Error | null;
  onShow: (place: number) => void;
  onDecide: (decided: Decided | null) => void;
  onSend: () => void;
}

function Decide({ found, decisions, chosen, busy, error, onDecide, onSend }: Props) {
  const { t } = useTranslation();
  const { items } = found;
  const open = items.length - decisions.size;
  const item = chosen === null ? undefined : items[chosen];
  return (
    <section aria-label={t('agreement.decide')}>
      <h2>{t('agreement.decide')}</h2>
      {item && <DecisionButtons item={item} found={found} onDecide={onDecide} />}
      <div className={styles['making']}>
        <p role="status" data-testid="open-disagreements" data-open={open}>
          {t('agreement.open', { count: open, total: items.length })}
        </p>
        {error && <ProblemNotice error={error} />}
        <Button
          look="primary"
          busy={busy}
          disabled={open > 0}
          onClick={onSend}
          data-testid="adjudicate"
        >
          {t('agreement.make')}
        </Button>
        <p className="quiet">{t('agreement.makeHint')}</p>
      </div>
    </section>
  );
}

export function AgreementPanel(props: Props) {
  const { t } = useTranslation();
  const { found, decisions, chosen, mayDecide, onShow } = props;
  return (
    <aside className={viewerStyles['panel']} aria-label={t('viewer.panel')}>
      <AgreementNumbers found={found} />
      {mayDecide ? (
        <Decide {...props} />
      ) : (
        <Notice tone="info">{t('agreement.reviewersDecide')}</Notice>
      )}
      <DisagreementList found={found} decisions={decisions} chosen={chosen} onShow={onShow} />
      <Confusion classes={found.classes} confusion={found.confusion} />
    </aside>
  );
}
