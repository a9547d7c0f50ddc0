import { LoaderCircle } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  icon?: ReactNode;
  busy?: boolean;
}

/** A busy button keeps its width, says so to screen readers, and takes no second click. */
export function Button({
  look = 'plain',
  icon,
  busy = false,
  children,
  className,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={[styles['button'], styles[look], className].filter(Boolean).join(' ')}
      aria-busy={busy || undefined}
      disabled={busy || rest.disabled}
    >
      {busy ? <LoaderCircle className={styles['spin']} size={16} aria-hidden /> : icon}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
