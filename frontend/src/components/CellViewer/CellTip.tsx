import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { boxOf, type CellStore } from '../../cells/cellStore';
import { formatNumber, formatScore } from '../../lib/format';
import { ClassMark } from '../ClassMark/ClassMark';
import styles from './CellViewer.module.css';

interface Props {
  store: CellStore;
  cell: number;
  /** Where it points, in screen pixels of the viewer. */
  at: { x: number; y: number };
  micrometersPerPixel: number | null;
}

function useSize(store: CellStore, cell: number, micrometersPerPixel: number | null): string {
  const { t, i18n } = useTranslation();
  const { x1, y1, x2, y2 } = boxOf(store, cell);
  const factor = micrometersPerPixel ?? 1;
  const length = (side: number) => formatNumber(side * factor, i18n.language, 1);
  const sides = { width: length(x2 - x1), height: length(y2 - y1) };
  return micrometersPerPixel === null
    ? t('viewer.tip.sizePx', sides)
    : t('viewer.tip.sizeUm', sides);
}

interface TipProps extends Pick<Props, 'at'> {
  /** Name and value of each thing told. */
  rows: readonly (readonly [string, ReactNode])[];
  children: ReactNode;
}

/** A note beside a cell. */
export function Tip({ at, rows, children }: TipProps) {
  return (
    <div
      className={styles['tip']}
      style={{ translate: `${at.x + 14}px ${at.y}px` }}
      role="status"
      data-testid="cell-tip"
    >
      {children}
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What is known of one cell. */
export function CellTip({ store, cell, at, micrometersPerPixel }: Props) {
  const { t } = useTranslation();
  const size = useSize(store, cell, micrometersPerPixel);
  const cellClass = store.classes[store.classIndex[cell] ?? 0];
  const classScore = store.classScore[cell] ?? NaN;
  if (!cellClass) return null;
  const rows: [string, string][] = [[t('viewer.tip.score'), formatScore(store.score[cell] ?? 0)]];
  if (!Number.isNaN(classScore)) rows.push([t('viewer.tip.classScore'), formatScore(classScore)]);
  if (store.corrected[cell] === 1)
    rows.push([t('viewer.tip.detector'), store.detectorClass[cell] ?? '']);
  rows.push([t('viewer.tip.size'), size]);
  return (
    <Tip at={at} rows={rows}>
      <strong>
        <ClassMark {...cellClass} />
      </strong>
      {store.corrected[cell] === 1 && <em>{t('viewer.corrected')}</em>}
    </Tip>
  );
}
