import {
  ChevronLeft,
  ChevronRight,
  Maximize,
  SkipBack,
  SkipForward,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/IconButton/IconButton';
import { BarStart } from '../ViewerPage/BarStart';
import { HelpButton } from '../ViewerPage/HelpButton';
import type { Neighbours } from '../ViewerPage/neighbours';
import viewerStyles from '../ViewerPage/ViewerPage.module.css';
import type { Command } from './commands';

interface Props {
  filename: string;
  neighbours: Neighbours;
  back: string;
  /** The mistake gone to last, from 1; 0 before the first. */
  stop: { at: number; of: number };
  actions: Record<Command, () => void>;
}

export function HeldOutBar({ filename, neighbours, back, stop, actions }: Props) {
  const { t } = useTranslation();
  const { index, total, previous, next } = neighbours;
  return (
    <header className={viewerStyles['bar']}>
      <BarStart back={back} title={filename} />
      <IconButton
        label={t('viewer.previous')}
        disabled={previous === null}
        onClick={actions.previous}
      >
        <ChevronLeft size={20} aria-hidden />
      </IconButton>
      <span className={viewerStyles['place']} data-testid="held-out-place">
        {t('viewer.of', { index, total })}
      </span>
      <IconButton label={t('viewer.next')} disabled={next === null} onClick={actions.next}>
        <ChevronRight size={20} aria-hidden />
      </IconButton>
      <span className={viewerStyles['rule']} aria-hidden />
      <IconButton
        label={t('heldOut.previousMistake')}
        disabled={stop.of === 0}
        onClick={actions.previousMistake}
      >
        <SkipBack size={18} aria-hidden />
      </IconButton>
      <span className={viewerStyles['place']} role="status" data-testid="held-out-stop">
        {t('heldOut.stop', { at: stop.at, count: stop.of })}
      </span>
      <IconButton
        label={t('heldOut.nextMistake')}
        disabled={stop.of === 0}
        onClick={actions.nextMistake}
      >
        <SkipForward size={18} aria-hidden />
      </IconButton>
      <span className={viewerStyles['rule']} aria-hidden />
      <IconButton label={t('viewer.zoomOut')} onClick={actions.zoomOut}>
        <ZoomOut size={18} aria-hidden />
      </IconButton>
      <IconButton label={t('viewer.zoomIn')} onClick={actions.zoomIn}>
        <ZoomIn size={18} aria-hidden />
      </IconButton>
      <IconButton label={t('viewer.fit')} onClick={actions.fit}>
        <Maximize size={18} aria-hidden />
      </IconButton>
      <HelpButton onHelp={actions.help} />
    </header>
  );
}
