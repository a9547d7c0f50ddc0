import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inScoreRange, ofClass } from '../../annotations/choose';
import type { Editor } from '../../annotations/Editor';
import { Button } from '../../components/Button/Button';
import { formatNumber, formatScore } from '../../lib/format';
import { Slider } from '../ViewerPage/Slider';
import styles from './EditorPage.module.css';

interface Props {
  editor: Editor;
  visible: (slot: number) => boolean;
}

/** What is known of the one selected cell. */
function CellFacts({ editor, slot }: { editor: Editor; slot: number }) {
  const { t } = useTranslation();
  const cell = editor.store.cellAt(slot);
  const facts = [
    cell.class,
    t(`editor.origin.${cell.origin}`),
    ...(cell.score === null ? [] : [`${t('viewer.tip.score')} ${formatScore(cell.score)}`]),
    ...(cell.class_score === null
      ? []
      : [`${t('viewer.tip.classScore')} ${formatScore(cell.class_score)}`]),
    ...(cell.corrected && cell.detector_class !== null
      ? [`${t('viewer.tip.detector')} ${cell.detector_class}`]
      : []),
  ];
  return (
    <p className={styles['facts']} data-testid="cell-facts">
      {facts.join(' · ')}
    </p>
  );
}

function ScoreRange({ editor, visible }: Props) {
  const { t } = useTranslation();
  const [low, setLow] = useState(0);
  const [high, setHigh] = useState(0.6);
  const range = { min: 0, max: 1, step: 0.01 };
  return (
    <details>
      <summary>{t('editor.byScore')}</summary>
      <Slider label={t('editor.scoreFrom')} value={low} {...range} onChange={setLow} />
      <Slider label={t('editor.scoreTo')} value={high} {...range} onChange={setHigh} />
      <Button
        onClick={() => editor.select(inScoreRange(editor.store, low, high).filter(visible))}
        disabled={low > high}
      >
        {t('editor.choose')}
      </Button>
    </details>
  );
}

/** How many are selected, what to do with them, and ways to select many. */
export function SelectionPanel({ editor, visible }: Props) {
  const { t, i18n } = useTranslation();
  const { size } = editor.selection;
  const number = formatNumber(size, i18n.language);
  return (
    <section className={styles['section']} aria-label={t('editor.selection')}>
      <h2>{t('editor.selection')}</h2>
      <p role="status" data-testid="selected-count" data-selected={size}>
        {size === 0 ? t('editor.noneSelected') : t('editor.selected', { count: size, number })}
      </p>
      {editor.single !== null && <CellFacts editor={editor} slot={editor.single} />}
      {size > 0 && (
        <Button
          look="danger"
          icon={<Trash2 size={15} aria-hidden />}
          onClick={() => editor.deleteSelected()}
          data-testid="delete-selected"
        >
          {t('editor.deleteSelected')}
        </Button>
      )}
      <div className={styles['chips']}>
        {editor.store.classes.map(({ name }, place) => (
          <Button
            key={name}
            look="quiet"
            onClick={() => editor.select(ofClass(editor.store, place).filter(visible))}
          >
            {t('editor.allOf', { name })}
          </Button>
        ))}
      </div>
      <ScoreRange editor={editor} visible={visible} />
    </section>
  );
}
