import { useTranslation } from 'react-i18next';
import type { PictureStatistics } from '../../../api/types';
import { Button } from '../../../components/Button/Button';
import { SelectField } from '../../../components/Field/Field';
import { useWarningName } from '../../../components/WarningList/useWarningWords';
import { toggled } from '../../../cells/filter';
import { formatNumber } from '../../../lib/format';
import type { Metric } from '../../../results/metrics';
import {
  ANY_WARNING,
  type Filter,
  isFiltering,
  NO_WARNING,
  type ReviewState,
  reviewStates,
  warningCodes,
} from './filter';
import { RangeFields } from './RangeFields';
import styles from './Dashboard.module.css';

interface Props {
  images: readonly PictureStatistics[];
  /** How many of them the filter leaves. */
  count: number;
  metric: Metric;
  state: Filter;
  onChange: (change: Partial<Filter>) => void;
}

type FieldProps = Pick<Props, 'images' | 'state' | 'onChange'>;

function GroupChips({ images, state: { hidden }, onChange }: FieldProps) {
  const { t } = useTranslation();
  const names = [...new Set(images.map(({ group }) => group ?? ''))];
  if (names.length < 2) return null;
  const ordered = [...names.filter(Boolean), ...names.filter((name) => name === '')];
  return (
    <fieldset className={styles['chips']}>
      <legend>{t('statistics.groups')}</legend>
      {ordered.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={!hidden.has(name)}
            onChange={() => onChange({ hidden: toggled(hidden, name) })}
          />
          {name || t('project.noGroup')}
        </label>
      ))}
    </fieldset>
  );
}

function WarningField({ images, state: { warning }, onChange }: FieldProps) {
  const { t } = useTranslation();
  const nameOf = useWarningName();
  return (
    <SelectField
      label={t('dashboard.warnings')}
      value={warning ?? ''}
      onChange={(event) => onChange({ warning: event.target.value || null })}
      data-testid="filter-warning"
    >
      <option value="">{t('dashboard.all')}</option>
      <option value={NO_WARNING}>{t('dashboard.withoutWarning')}</option>
      <option value={ANY_WARNING}>{t('dashboard.withWarning')}</option>
      {warningCodes(images).map((code) => (
        <option key={code} value={code}>
          {nameOf(code)}
        </option>
      ))}
    </SelectField>
  );
}

function ReviewField({ state: { review }, onChange }: Omit<FieldProps, 'images'>) {
  const { t } = useTranslation();
  return (
    <SelectField
      label={t('dashboard.review')}
      value={review ?? ''}
      onChange={(event) => onChange({ review: (event.target.value || null) as ReviewState | null })}
      data-testid="filter-review"
    >
      <option value="">{t('dashboard.all')}</option>
      {reviewStates.map((one) => (
        <option key={one} value={one}>
          {one === 'none' ? t('dashboard.notLabelled') : t(`fineTune.labelState.${one}`)}
        </option>
      ))}
    </SelectField>
  );
}

const nothing: Filter = { hidden: new Set(), warning: null, review: null, from: null, to: null };

/** Which pictures are shown, and how many that are. */
export function FilterBar({ images, count, metric, state, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <section className={styles['filters']} aria-label={t('dashboard.filters')}>
      <GroupChips images={images} state={state} onChange={onChange} />
      <div className={styles['fields']}>
        <WarningField images={images} state={state} onChange={onChange} />
        <ReviewField state={state} onChange={onChange} />
        <RangeFields
          key={`${metric.name} ${state.from} ${state.to}`}
          metric={metric}
          range={state}
          onChange={onChange}
        />
      </div>
      <p className={styles['count']}>
        <span role="status" data-testid="dashboard-count">
          {t('dashboard.shown', {
            count: images.length,
            number: number(count),
            total: number(images.length),
          })}
        </span>
        {isFiltering(state) && (
          <Button look="quiet" onClick={() => onChange(nothing)} data-testid="filter-clear">
            {t('dashboard.clear')}
          </Button>
        )}
      </p>
    </section>
  );
}
