import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button';
import { Notice } from '../../components/Notice/Notice';
import styles from './SettingsPage.module.css';

/** The clipboard is missing where the page is served without TLS; then the key can still be selected by hand. */
const canCopy = () => 'clipboard' in navigator;

/** A fresh key, this once. */
export function NewKey({ value }: { value: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <Notice tone="good" title={t('settings.keyOnce')}>
      <div className={styles['newKey']}>
        <code data-testid="new-key">{value}</code>
        {canCopy() && (
          <Button
            icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
            onClick={() => void copy()}
          >
            {copied ? t('action.copied') : t('action.copy')}
          </Button>
        )}
      </div>
    </Notice>
  );
}
