import { useRef } from 'react';
import { Button } from '../Button/Button';

interface Props {
  label: string;
  accept: string;
  busy?: boolean;
  disabled?: boolean;
  onFile: (file: File) => void;
  'data-testid': string;
}

/** Asks the system for one file. The browser's own field would speak the browser's language, not the page's. */
export function FileButton({
  label,
  accept,
  busy = false,
  disabled = false,
  onFile,
  ...rest
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <Button busy={busy} disabled={disabled} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        disabled={busy || disabled}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) onFile(file);
        }}
        {...rest}
      />
    </div>
  );
}
