import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Prediction } from '../../api/types';
import { CheatSheet } from '../../components/CheatSheet/CheatSheet';
import { useTabTitle } from '../../lib/useTabTitle';
import type { Sheet, SheetPicture } from '../../sheet/Sheet';
import { ClashDialog } from '../EditorPage/ClashDialog';
import editorStyles from '../EditorPage/EditorPage.module.css';
import { RefusedNotice } from '../EditorPage/RefusedNotice';
import viewerStyles from '../ViewerPage/ViewerPage.module.css';
import { CheckDialog } from './CheckDialog';
import { CropSheet } from './CropSheet';
import { NewCellPalette } from './NewCellPalette';
import { SheetBar } from './SheetBar';
import { SheetControls } from './SheetControls';
import { SheetFoot } from './SheetFoot';
import { SheetPalette } from './SheetPalette';
import styles from './SheetPage.module.css';
import { useKeyRows } from './useKeyRows';
import { useLikeness } from './useLikeness';
import { useSheetActions } from './useSheetActions';
import { useSheetView } from './useSheetView';

interface Props {
  sheet: Sheet;
  prediction: Prediction;
  /** Pictures of the prediction that are not here since one reads them. */
  leftOut: number;
  part: { at: number; of: number };
}

/** Keeps the sheet's changes safe as long as the page shows it. */
function useSafeSheet(sheet: Sheet): void {
  useEffect(() => {
    const flush = () => sheet.flush();
    const warn = (event: BeforeUnloadEvent) => {
      if (sheet.isAtRisk) event.preventDefault();
    };
    addEventListener('online', flush);
    addEventListener('beforeunload', warn);
    document.addEventListener('visibilitychange', flush);
    return () => {
      removeEventListener('online', flush);
      removeEventListener('beforeunload', warn);
      document.removeEventListener('visibilitychange', flush);
      sheet.flush();
    };
  }, [sheet]);
  useSyncExternalStore(sheet.subscribe, sheet.getVersion);
}

/** The sheet with its bar, its controls, its classes and its keys. */
export function SheetFrame({ sheet, prediction, leftOut, part }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const [checking, setChecking] = useState(false);
  useSafeSheet(sheet);
  const likeness = useLikeness(sheet, prediction.id);
  const open = ({ id }: SheetPicture) =>
    void navigate(`/images/${id}/annotate?prediction=${prediction.id}`);
  const desk = useSheetView(sheet, open);
  const actions = useSheetActions({ sheet, desk, likeness, onOpen: open, onHelp: setHelp });
  const rows = useKeyRows();
  useTabTitle(t('sheet.title'));
  const { save, clashing } = sheet;
  return (
    <main className={`${viewerStyles['page']} ${styles['page']}`} data-testid="sheet">
      <SheetBar
        sheet={sheet}
        back={`/predictions/${prediction.id}`}
        part={part}
        desk={desk}
        onHelp={() => setHelp(true)}
        onCheck={() => setChecking(true)}
      />
      <SheetControls sheet={sheet} desk={desk} likeness={likeness} />
      <RefusedNotice
        save={save}
        onRetry={() => sheet.flush()}
        onDiscard={() => sheet.discardRefused()}
      />
      <CropSheet desk={desk} />
      {desk.shows === 'cells' ? (
        <SheetPalette sheet={sheet} onDelete={actions.delete} />
      ) : (
        <NewCellPalette sheet={sheet} />
      )}
      <SheetFoot sheet={sheet} shows={desk.shows} leftOut={leftOut} />
      {help && <CheatSheet rows={rows} onClose={() => setHelp(false)} />}
      {checking && (
        <CheckDialog
          pictures={sheet.pictures.length}
          onClose={() => setChecking(false)}
          onCheck={() => sheet.checkAll()}
        />
      )}
      {clashing && (
        <div className={editorStyles['clashes']}>
          <ClashDialog editor={clashing.editor} />
        </div>
      )}
    </main>
  );
}
