import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import { useSignIn } from '../../api/queries/session';
import { Button } from '../../components/Button/Button';
import { TextField } from '../../components/Field/Field';
import { Notice } from '../../components/Notice/Notice';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import styles from './SignInPage.module.css';

function Failure({ error }: { error: Error }) {
  const { t } = useTranslation();
  const wrong = error instanceof ProblemError && [401, 422].includes(error.status);
  return wrong ? <Notice tone="bad">{t('signIn.wrong')}</Notice> : <ProblemNotice error={error} />;
}

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

export function SignInForm() {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const [byKey, setByKey] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = {
      username: textOf(form, 'username').trim(),
      password: textOf(form, 'password'),
    };
    signIn.mutate(byKey ? { key: textOf(form, 'key').trim() } : password);
  };
  return (
    <form className={styles['fields']} onSubmit={submit}>
      {byKey ? (
        <TextField
          key="key"
          label={t('signIn.key')}
          hint={t('signIn.keyHint')}
          name="key"
          type="password"
          autoComplete="off"
          required
        />
      ) : (
        <>
          <TextField
            label={t('signIn.username')}
            name="username"
            autoComplete="username"
            required
          />
          <TextField
            label={t('signIn.password')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </>
      )}
      {signIn.error && <Failure error={signIn.error} />}
      <Button look="primary" type="submit" busy={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
      <Button look="quiet" onClick={() => setByKey(!byKey)}>
        {byKey ? t('signIn.withPassword') : t('signIn.withKey')}
      </Button>
    </form>
  );
}
