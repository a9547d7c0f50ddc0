import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react';
import styles from './Field.module.css';

interface Frame {
  label: string;
  hint?: ReactNode;
  error?: string | null;
}

type TextProps = Frame & InputHTMLAttributes<HTMLInputElement>;
type SelectProps = Frame & SelectHTMLAttributes<HTMLSelectElement>;

function Framed({ id, label, hint, error, children }: Frame & { id: string; children: ReactNode }) {
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {children}
      {error ? (
        <p id={`${id}-note`} className={styles['error']} role="alert">
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-note`} className={styles['hint']}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

export function TextField({ label, hint, error, ...rest }: TextProps) {
  const id = useId();
  return (
    <Framed id={id} label={label} hint={hint} error={error}>
      <input
        type="text"
        {...rest}
        id={id}
        className={styles['input']}
        aria-describedby={`${id}-note`}
        aria-invalid={error ? true : undefined}
      />
    </Framed>
  );
}

export function SelectField({ label, hint, error, children, ...rest }: SelectProps) {
  const id = useId();
  return (
    <Framed id={id} label={label} hint={hint} error={error}>
      <select {...rest} id={id} className={styles['input']} aria-describedby={`${id}-note`}>
        {children}
      </select>
    </Framed>
  );
}
