import { Redo2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/IconButton/IconButton';

interface Steps {
  canUndo: boolean;
  canRedo: boolean;
  undo: () => void;
  redo: () => void;
}

/** Backwards and forwards through what was changed. */
export function UndoSteps({ of }: { of: Steps }) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton
        label={`${t('editor.undo')} (Ctrl+Z)`}
        disabled={!of.canUndo}
        onClick={() => of.undo()}
        data-testid="undo"
      >
        <Undo2 size={18} aria-hidden />
      </IconButton>
      <IconButton
        label={`${t('editor.redo')} (Ctrl+Shift+Z)`}
        disabled={!of.canRedo}
        onClick={() => of.redo()}
      >
        <Redo2 size={18} aria-hidden />
      </IconButton>
    </>
  );
}
