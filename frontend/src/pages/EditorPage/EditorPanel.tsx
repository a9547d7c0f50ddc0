import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import type { Box } from '../../annotations/types';
import type { Annotation } from '../../api/types';
import viewer from '../ViewerPage/ViewerPage.module.css';
import { CellList } from './CellList';
import { CheckedPanel } from './CheckedPanel';
import type { Display } from './display';
import { DisplayPanel } from './DisplayPanel';
import { HandInPanel } from './HandInPanel';
import { HistoryPanel } from './HistoryPanel';
import { Palette } from './Palette';
import { Others } from './Others';
import { ReviewPanel } from './ReviewPanel';
import { RestartPanel } from './RestartPanel';
import { SelectionPanel } from './SelectionPanel';

interface Props {
  editor: Editor;
  annotation: Annotation;
  predictionId: string | null;
  projectId: string;
  /** The labels are those of this reading. */
  reading: string | undefined;
  display: Display;
  onDisplay: (display: Display) => void;
  /** Places of the classes that are not shown. */
  hidden: ReadonlySet<number>;
  onHidden: (hidden: ReadonlySet<number>) => void;
  visible: (slot: number) => boolean;
  onShow: (slot: number) => void;
  onShowBox: (box: Box) => void;
}

export function EditorPanel(props: Props) {
  const { t } = useTranslation();
  const { editor, annotation, hidden, onHidden, visible, onShow } = props;
  const hide = (place: number) => {
    const next = new Set(hidden);
    if (!next.delete(place)) next.add(place);
    onHidden(next);
  };
  return (
    <aside className={viewer['panel']} aria-label={t('viewer.panel')}>
      <Others imageId={annotation.image_id} isReading={props.reading !== undefined} />
      <Palette editor={editor} hidden={hidden} onHide={hide} />
      <SelectionPanel editor={editor} visible={visible} />
      <CheckedPanel editor={editor} onShow={props.onShowBox} />
      <DisplayPanel
        display={props.display}
        onDisplay={props.onDisplay}
        hasGhost={annotation.source?.prediction_id != null}
      />
      <CellList editor={editor} visible={visible} onShow={onShow} />
      {props.reading === undefined ? (
        <ReviewPanel editor={editor} annotation={annotation} projectId={props.projectId} />
      ) : (
        <HandInPanel editor={editor} imageId={annotation.image_id} reading={props.reading} />
      )}
      <HistoryPanel imageId={annotation.image_id} reading={props.reading} />
      {props.reading === undefined && (
        <RestartPanel editor={editor} annotation={annotation} predictionId={props.predictionId} />
      )}
    </aside>
  );
}
