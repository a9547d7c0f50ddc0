import { CheckCheck, Hand, Lasso, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../components/Button/Button';
import { IconButton } from '../../components/IconButton/IconButton';
import type { Sheet } from '../../sheet/Sheet';
import { SaveStatus } from '../EditorPage/SaveStatus';
import { UndoSteps } from '../EditorPage/UndoSteps';
import { BarStart } from '../ViewerPage/BarStart';
import { HelpButton } from '../ViewerPage/HelpButton';
import viewer from '../ViewerPage/ViewerPage.module.css';
import styles from './SheetPage.module.css';
import type { Desk } from './useSheetView';

interface Props {
  sheet: Sheet;
  back: string;
  part: { at: number; of: number };
  desk: Desk;
  onHelp: () => void;
  onCheck: () => void;
}

/** One lot of many, with the way to the others. */
function Part({ part: { at, of } }: Pick<Props, 'part'>) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  if (of < 2) return null;
  const to = (part: number) => {
    const next = new URLSearchParams(search);
    next.set('part', String(part));
    return `?${next.toString()}`;
  };
  return (
    <span className={styles['part']}>
      {at > 1 && <Link to={to(at - 1)}>{t('editor.previousPage')}</Link>}
      {t('sheet.part', { at, of })}
      {at < of && <Link to={to(at + 1)}>{t('editor.nextPage')}</Link>}
    </span>
  );
}

function Tools({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { tool, setTool, fingerSelects, setFingerSelects } = desk;
  return (
    <>
      <IconButton
        label={`${t('editor.tool.lasso')} (L)`}
        aria-pressed={tool === 'lasso'}
        disabled={desk.shows === 'pictures'}
        onClick={() => setTool(tool === 'lasso' ? 'rectangle' : 'lasso')}
        data-testid="sheet-lasso"
      >
        <Lasso size={18} aria-hidden />
      </IconButton>
      <IconButton
        className={styles['finger']}
        label={t('sheet.fingerSelects')}
        aria-pressed={fingerSelects}
        onClick={() => setFingerSelects(!fingerSelects)}
        data-testid="finger-selects"
      >
        <Hand size={18} aria-hidden />
      </IconButton>
      <IconButton label={t('sheet.smaller')} onClick={() => desk.resize(-1)}>
        <ZoomOut size={18} aria-hidden />
      </IconButton>
      <IconButton label={t('sheet.larger')} onClick={() => desk.resize(1)}>
        <ZoomIn size={18} aria-hidden />
      </IconButton>
    </>
  );
}

export function SheetBar({ sheet, back, part, desk, onHelp, onCheck }: Props) {
  const { t } = useTranslation();
  const rule = <span className={viewer['rule']} aria-hidden />;
  return (
    <header className={viewer['bar']}>
      <BarStart back={back} title={t('sheet.title')} />
      <Part part={part} />
      <SaveStatus save={sheet.save} />
      {rule}
      <UndoSteps of={sheet} />
      {rule}
      <Tools desk={desk} />
      {rule}
      <Button
        look="quiet"
        icon={<CheckCheck size={18} aria-hidden />}
        onClick={onCheck}
        title={t('sheet.checkHint')}
        data-testid="sheet-check"
      >
        {t('sheet.check')}
      </Button>
      <HelpButton onHelp={onHelp} />
    </header>
  );
}
