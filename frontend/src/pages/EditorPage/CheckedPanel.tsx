import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import type { Box } from '../../annotations/types';
import { Button } from '../../components/Button/Button';
import { IconButton } from '../../components/IconButton/IconButton';
import styles from './EditorPage.module.css';

interface Props {
  editor: Editor;
  onShow: (region: Box) => void;
}

/** Regions where unmarked cells count as background; only they train. */
export function CheckedPanel({ editor, onShow }: Props) {
  const { t } = useTranslation();
  const { checked } = editor.store;
  const { width, height } = editor.size;
  const whole: Box = [0, 0, width, height];
  return (
    <section aria-label={t('editor.checked')}>
      <h2>{t('editor.checked')}</h2>
      <p className={styles['hint']}>{t('editor.checkedHint')}</p>
      <ul>
        {checked.map((region, at) => (
          <li key={region.join()} className={styles['region']}>
            <Button look="quiet" onClick={() => onShow(region)}>
              {t('editor.region', { number: at + 1 })}
            </Button>
            <IconButton
              label={t('editor.uncheck', { number: at + 1 })}
              onClick={() => editor.perform([{ op: 'uncheck', region }])}
            >
              <X size={15} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className={styles['chips']}>
        <Button onClick={() => editor.setTool('check')} aria-pressed={editor.tool === 'check'}>
          {t('editor.checkRegion')}
        </Button>
        <Button
          disabled={editor.store.isChecked(whole)}
          onClick={() => editor.perform([{ op: 'check', region: whole }])}
          data-testid="check-whole"
        >
          {t('editor.checkWhole')}
        </Button>
      </div>
    </section>
  );
}
