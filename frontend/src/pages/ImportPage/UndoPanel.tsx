import { useTranslation } from 'react-i18next';
import { useImportStep } from '../../api/queries/labelImports';
import type { LabelImport } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import styles from './ImportPage.module.css';

/** The way back, while there is something to take back. */
export function UndoPanel({ shown }: { shown: LabelImport }) {
  const { t } = useTranslation();
  const undo = useImportStep(shown.id);
  if (!shown.pictures['applied']) return null;
  return (
    <div className={styles['actions']}>
      <Button
        busy={undo.isPending}
        onClick={() => undo.mutate({ step: 'undo' })}
        data-testid="undo-import"
      >
        {t('imports.undo')}
      </Button>
      <span className="quiet">{t('imports.undoHint')}</span>
      {undo.error && <ProblemNotice error={undo.error} />}
    </div>
  );
}
