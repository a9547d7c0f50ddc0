import styles from './ProgressBar.module.css';

interface Props {
  label: string;
  /** 0 to 1; null where nothing is known yet. */
  share: number | null;
  tone?: 'accent' | 'good' | 'bad';
}

export function ProgressBar({ label, share, tone = 'accent' }: Props) {
  const percent = share === null ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      className={`${styles['track']} ${styles[tone]}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div
        className={percent === undefined ? `${styles['bar']} ${styles['unknown']}` : styles['bar']}
        style={{ width: percent === undefined ? '30%' : `${percent}%` }}
      />
    </div>
  );
}
