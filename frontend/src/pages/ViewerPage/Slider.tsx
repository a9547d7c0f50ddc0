import { useId } from 'react';
import { formatScore } from '../../lib/format';
import styles from './ViewerPage.module.css';

interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
}

export function Slider({ label, value, onChange, ...range }: Props) {
  const id = useId();
  return (
    <div className={styles['slider']}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className="number">
        {formatScore(value)}
      </output>
      <input
        id={id}
        type="range"
        value={value}
        {...range}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </div>
  );
}
