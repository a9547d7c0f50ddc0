import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUpdateMe } from '../../api/queries/session';
import type { User } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { SelectField } from '../../components/Field/Field';
import { Notice } from '../../components/Notice/Notice';
import { useLanguage } from '../../components/Preferences/useLanguage';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { isLanguage, languages } from '../../i18n';
import { PASSWORD_LENGTH } from './password';
import { PasswordField } from './PasswordField';
import styles from './SettingsPage.module.css';

function PasswordForm() {
  const { t } = useTranslation();
  const update = useUpdateMe();
  const [password, setPassword] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    update.mutate({ password }, { onSuccess: () => setPassword('') });
  };
  return (
    <form onSubmit={submit} className={styles['form']}>
      <PasswordField label={t('settings.newPassword')} value={password} onChange={setPassword} />
      <Button type="submit" busy={update.isPending} disabled={password.length < PASSWORD_LENGTH}>
        {t('settings.changePassword')}
      </Button>
      {update.isSuccess && <Notice tone="good">{t('settings.passwordChanged')}</Notice>}
      {update.error && <ProblemNotice error={update.error} />}
    </form>
  );
}

export function Account({ user }: { user: User }) {
  const { t } = useTranslation();
  const { language, change } = useLanguage();
  return (
    <section className={styles['section']}>
      <h2>{t('settings.account')}</h2>
      <p>
        {t('settings.signedInAs', { name: user.username })}
        <span className="quiet"> ({t(`settings.role.${user.role}`)})</span>
      </p>
      <div className={styles['form']}>
        <SelectField
          label={t('nav.language')}
          value={language}
          onChange={({ target }) => isLanguage(target.value) && change(target.value)}
        >
          {Object.entries(languages).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <PasswordForm />
    </section>
  );
}
