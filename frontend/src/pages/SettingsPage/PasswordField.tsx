import { useTranslation } from 'react-i18next';
import { TextField } from '../../components/Field/Field';
import { PASSWORD_LENGTH } from './password';

interface Props {
  label: string;
  value: string;
  onChange: (password: string) => void;
}

/** For a password that is to be set, as long as the gateway wants it. */
export function PasswordField({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextField
      label={label}
      hint={t('settings.passwordHint', { least: PASSWORD_LENGTH })}
      type="password"
      autoComplete="new-password"
      minLength={PASSWORD_LENGTH}
      value={value}
      required
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
