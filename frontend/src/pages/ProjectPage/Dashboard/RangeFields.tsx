import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../components/Field/Field';
import type { Metric } from '../../../results/metrics';
import { isPercent } from '../../../results/useMetricWords';
import { boundText, parseBound } from './bounds';
import type { Filter } from './filter';
import styles from './Dashboard.module.css';

type Range = Pick<Filter, 'from' | 'to'>;

interface Props {
  metric: Metric;
  range: Range;
  onChange: (change: Partial<Range>) => void;
}

/** Least and greatest value, typed as the number is written on the page; applied when a field is left or on Enter. */
export function RangeFields({ metric, range, onChange }: Props) {
  const { t } = useTranslation();
  const factor = isPercent(metric.kind) ? 100 : 1;
  const unit = factor === 100 ? ' (%)' : '';
  const [texts, setTexts] = useState({
    from: boundText(range.from, factor),
    to: boundText(range.to, factor),
  });
  const apply = (name: keyof Range) => {
    const value = parseBound(texts[name], factor);
    if (value !== undefined && value !== range[name]) onChange({ [name]: value });
  };
  return (
    <form
      className={styles['range']}
      onSubmit={(event) => {
        event.preventDefault();
        apply('from');
        apply('to');
      }}
    >
      {(['from', 'to'] as const).map((name) => (
        <TextField
          key={name}
          label={t(`dashboard.${name}`) + unit}
          value={texts[name]}
          inputMode="decimal"
          onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
          onBlur={() => apply(name)}
          error={parseBound(texts[name], factor) === undefined ? t('dashboard.notNumber') : null}
          data-testid={`filter-${name}`}
        />
      ))}
      <button type="submit" hidden />
    </form>
  );
}
