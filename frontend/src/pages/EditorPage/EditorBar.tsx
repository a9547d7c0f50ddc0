import {
  BoxSelect,
  Lasso,
  Maximize,
  MousePointer2,
  PanelRight,
  ScanEye,
  SquareDashedMousePointer,
  SquarePlus,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Editor, Tool } from '../../annotations/Editor';
import { Button } from '../../components/Button/Button';
import { IconButton } from '../../components/IconButton/IconButton';
import { BarStart } from '../ViewerPage/BarStart';
import { HelpButton } from '../ViewerPage/HelpButton';
import viewer from '../ViewerPage/ViewerPage.module.css';
import styles from './EditorPage.module.css';
import type { EditorActions } from './useActions';
import { SaveStatus } from './SaveStatus';
import { UndoSteps } from './UndoSteps';

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

export function EditorBar({ editor, name, back, panel, actions }: Props) {
  const { t } = useTranslation();
  const rule = <span className={viewer['rule']} aria-hidden />;
  return (
    <header className={viewer['bar']}>
      <BarStart back={back} title={name} />
      <SaveStatus save={editor.save} />
      {rule}
      <Tools editor={editor} />
      {rule}
      <UndoSteps of={editor} />
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
      <HelpButton onHelp={actions.help} />
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
