import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DifferenceKind } from '../../../api/types';
import { countKinds, differenceKinds, type DifferenceStore } from '../../../cells/differences';
import { IconButton } from '../../../components/IconButton/IconButton';
import { ProblemNotice } from '../../../components/ProblemNotice/ProblemNotice';
import { formatNumber } from '../../../lib/format';
import { useBack } from '../useBack';
import type { Kinds } from './CompareFrame';
import { DifferenceList } from './DifferenceList';
import { KindSample } from './KindSample';
import { useKindName } from './useKindName';
import styles from '../ViewerPage.module.css';

interface Props {
  names: readonly [string, string];
  alone: string;
  both: DifferenceStore | null;
  error: Error | null;
  kinds: Kinds;
  onToggle: (kind: DifferenceKind) => void;
  chosen: number | null;
  onChoose: (cell: number) => void;
  onStep: (by: 1 | -1) => void;
}

/** The legend, which counts and filters at once. */
function KindFilter({
  both,
  kinds,
  onToggle,
}: { both: DifferenceStore } & Pick<Props, 'kinds' | 'onToggle'>) {
  const { t, i18n } = useTranslation();
  const nameOf = useKindName();
  const counts = countKinds(both.items);
  return (
    <fieldset>
      <legend>{t('differences.show')}</legend>
      {differenceKinds.map((kind) => (
        <label key={kind} className={styles['class']}>
          <input type="checkbox" checked={kinds.has(kind)} onChange={() => onToggle(kind)} />
          <KindSample kind={kind} />
          {nameOf(kind)}
          <span className="number" data-testid={`kind-${kind}`} data-count={counts[kind]}>
            {formatNumber(counts[kind], i18n.language)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Stepping({ onStep }: Pick<Props, 'onStep'>) {
  const { t } = useTranslation();
  return (
    <span>
      <IconButton label={t('differences.previous')} onClick={() => onStep(-1)}>
        <ChevronUp size={18} aria-hidden />
      </IconButton>
      <IconButton label={t('differences.next')} onClick={() => onStep(1)}>
        <ChevronDown size={18} aria-hidden />
      </IconButton>
    </span>
  );
}

/** What is held against what, how often they differ, and each difference. */
export function ComparePanel({ names, alone, both, error, ...rest }: Props) {
  const { t } = useTranslation();
  const { state } = useBack(alone);
  return (
    <aside className={styles['panel']} aria-label={t('differences.title')}>
      <dl className={styles['sides']}>
        {names.map((name, side) => (
          <div key={side}>
            <dt>{t(side === 0 ? 'differences.first' : 'differences.second')}</dt>
            <dd>
              <code>{name}</code>
            </dd>
          </div>
        ))}
      </dl>
      <Link to={alone} state={state}>
        {t('differences.alone')}
      </Link>
      {error && <ProblemNotice error={error} />}
      {!both && !error && <p role="status">{t('viewer.loadingCells')}</p>}
      {both && (
        <>
          <KindFilter both={both} {...rest} />
          <section>
            <div className={styles['sectionHead']}>
              <h2>{t('differences.list')}</h2>
              <Stepping {...rest} />
            </div>
            <DifferenceList both={both} {...rest} />
          </section>
        </>
      )}
    </aside>
  );
}
