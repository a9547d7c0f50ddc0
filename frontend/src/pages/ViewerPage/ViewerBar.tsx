import {
  ChevronLeft,
  ChevronRight,
  Download,
  ImageDown,
  Maximize,
  PanelRight,
  PencilLine,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { contentUrl, overlayUrl } from '../../api/urls';
import type { ViewerHandle } from '../../components/CellViewer/CellViewer';
import { IconButton } from '../../components/IconButton/IconButton';
import { BarStart } from './BarStart';
import { HelpButton } from './HelpButton';
import type { Neighbours } from './neighbours';
import type { ShownPicture } from './ViewerFrame';
import styles from './ViewerPage.module.css';

interface Props {
  picture: ShownPicture;
  neighbours: Neighbours;
  back: string;
  viewer: RefObject<ViewerHandle | null>;
  panel: boolean;
  onPanel: () => void;
  onGo: (id: string | null) => void;
  onHelp: () => void;
  predictionId: string | null;
}

function Zoom({ viewer }: Pick<Props, 'viewer'>) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton label={t('viewer.zoomOut')} onClick={() => viewer.current?.zoom(1 / 1.6)}>
        <ZoomOut size={18} aria-hidden />
      </IconButton>
      <IconButton label={t('viewer.zoomIn')} onClick={() => viewer.current?.zoom(1.6)}>
        <ZoomIn size={18} aria-hidden />
      </IconButton>
      <IconButton label={t('viewer.fit')} onClick={() => viewer.current?.fit()}>
        <Maximize size={18} aria-hidden />
      </IconButton>
    </>
  );
}

function Turning({ neighbours, onGo }: Pick<Props, 'neighbours' | 'onGo'>) {
  const { t } = useTranslation();
  const { index, total, previous, next } = neighbours;
  if (total < 2) return null;
  return (
    <>
      <IconButton
        label={t('viewer.previous')}
        disabled={previous === null}
        onClick={() => onGo(previous)}
      >
        <ChevronLeft size={20} aria-hidden />
      </IconButton>
      <span className={styles['place']}>{t('viewer.of', { index, total })}</span>
      <IconButton label={t('viewer.next')} disabled={next === null} onClick={() => onGo(next)}>
        <ChevronRight size={20} aria-hidden />
      </IconButton>
    </>
  );
}

function Downloads({ picture, predictionId }: Pick<Props, 'picture' | 'predictionId'>) {
  const { t } = useTranslation();
  return (
    <>
      {predictionId !== null && (
        <a
          className={styles['iconLink']}
          href={overlayUrl(predictionId, picture.id)}
          download={`${picture.name}.png`}
          title={t('viewer.overlay')}
          aria-label={t('viewer.overlay')}
          data-testid="download-overlay"
        >
          <ImageDown size={18} aria-hidden />
        </a>
      )}
      <a
        className={styles['iconLink']}
        href={contentUrl(picture.id)}
        download={picture.name}
        title={t('viewer.original')}
        aria-label={t('viewer.original')}
      >
        <Download size={18} aria-hidden />
      </a>
    </>
  );
}

/** The way to the editor of this picture's labels. */
function Correct({ picture, predictionId }: Pick<Props, 'picture' | 'predictionId'>) {
  const { t } = useTranslation();
  const from = predictionId === null ? '' : `?prediction=${predictionId}`;
  return (
    <Link
      to={`/images/${picture.id}/annotate${from}`}
      className={styles['correct']}
      title={t('editor.correctHint')}
      data-testid="correct"
    >
      <PencilLine size={16} aria-hidden />
      {t('editor.correct')}
    </Link>
  );
}

export function ViewerBar(props: Props) {
  const { t } = useTranslation();
  const { picture, neighbours, back, viewer, panel, onPanel, onGo, onHelp, predictionId } = props;
  return (
    <header className={styles['bar']}>
      <BarStart back={back} title={picture.name} />
      <Correct picture={picture} predictionId={predictionId} />
      <Turning neighbours={neighbours} onGo={onGo} />
      <span className={styles['rule']} aria-hidden />
      <Zoom viewer={viewer} />
      <span className={styles['rule']} aria-hidden />
      <Downloads picture={picture} predictionId={predictionId} />
      <HelpButton onHelp={onHelp} />
      <IconButton
        label={panel ? t('viewer.hidePanel') : t('viewer.showPanel')}
        aria-pressed={panel}
        onClick={onPanel}
      >
        <PanelRight size={18} aria-hidden />
      </IconButton>
    </header>
  );
}
