import {
  ArrowLeft,
  BoxSelect,
  Keyboard,
  Lasso,
  Maximize,
  MousePointer2,
  PanelRight,
  Redo2,
  ScanEye,
  SquareDashedMousePointer,
  SquarePlus,
  Undo2,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Editor, Tool } from '../../annotations/Editor';
import { Button } from '../../components/Button/Button';
import { IconButton } from '../../components/IconButton/IconButton';
import viewer from '../ViewerPage/ViewerPage.module.css';
import styles from './EditorPage.module.css';
import type { EditorActions } from './useActions';
import { SaveStatus } from './SaveStatus';

interface Props {
  editor: Editor;
  name: string;
  back: string;
  panel: boolean;
  actions: EditorActions;
}

const tools: [Tool, ReactNode, string][] = [
  ['select', <MousePointer2 key="v" size={18} aria-hidden />, 'V'],
  ['add', <SquarePlus key="a" size={18} aria-hidden />, 'A'],
  ['lasso', <Lasso key="l" size={18} aria-hidden />, 'L'],
  ['check', <SquareDashedMousePointer key="r" size={18} aria-hidden />, 'R'],
];

function Tools({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  return tools.map(([tool, icon, key]) => (
    <IconButton
      key={tool}
      label={`${t(`editor.tool.${tool}`)} (${key})`}
      aria-pressed={editor.tool === tool}
      onClick={() => editor.setTool(tool)}
      data-testid={`tool-${tool}`}
    >
      {icon}
    </IconButton>
  ));
}

function Steps({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton
        label={`${t('editor.undo')} (Ctrl+Z)`}
        disabled={!editor.canUndo}
        onClick={() => editor.undo()}
        data-testid="undo"
      >
        <Undo2 size={18} aria-hidden />
      </IconButton>
      <IconButton
        label={`${t('editor.redo')} (Ctrl+Shift+Z)`}
        disabled={!editor.canRedo}
        onClick={() => editor.redo()}
      >
        <Redo2 size={18} aria-hidden />
      </IconButton>
    </>
  );
}

export function EditorBar({ editor, name, back, panel, actions }: Props) {
  const { t } = useTranslation();
  const rule = <span className={viewer['rule']} aria-hidden />;
  return (
    <header className={viewer['bar']}>
      <Link to={back} className={viewer['iconLink']} aria-label={t('action.back')}>
        <ArrowLeft size={19} aria-hidden />
      </Link>
      <h1 title={name}>{name}</h1>
      <SaveStatus save={editor.save} />
      {rule}
      <Tools editor={editor} />
      {rule}
      <Steps editor={editor} />
      {rule}
      <Button
        look="quiet"
        icon={<ScanEye size={18} aria-hidden />}
        onClick={actions.doubtful}
        title={`${t('editor.doubtful')} (U)`}
        data-testid="next-doubtful"
      >
        {t('editor.doubtful')}
      </Button>
      {rule}
      <span className={styles['wideOnly']}>
        <IconButton label={t('viewer.zoomOut')} onClick={actions.zoomOut}>
          <ZoomOut size={18} aria-hidden />
        </IconButton>
        <IconButton label={t('viewer.zoomIn')} onClick={actions.zoomIn}>
          <ZoomIn size={18} aria-hidden />
        </IconButton>
      </span>
      <IconButton label={t('viewer.fit')} onClick={actions.fit} data-testid="fit">
        <Maximize size={18} aria-hidden />
      </IconButton>
      <IconButton label={t('editor.selectAll')} onClick={actions.selectAll}>
        <BoxSelect size={18} aria-hidden />
      </IconButton>
      {rule}
      <IconButton label={t('viewer.help')} onClick={actions.help}>
        <Keyboard size={18} aria-hidden />
      </IconButton>
      <IconButton
        label={panel ? t('viewer.hidePanel') : t('viewer.showPanel')}
        aria-pressed={panel}
        onClick={actions.panel}
      >
        <PanelRight size={18} aria-hidden />
      </IconButton>
    </header>
  );
}
