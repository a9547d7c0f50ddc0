import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMap } from '../../api/queries/statistics';
import type { Figure } from '../../api/types';
import { drawHeatMap } from '../../cells/heatMap';
import type { Painter } from '../../components/CellViewer/BoxLayer';

export const mapNames = ['density-map', 'target-map'] as const;
export type MapName = (typeof mapNames)[number];

export interface HeatLayer {
  /** Null while no map is shown. */
  name: MapName | null;
  onName: (name: MapName | null) => void;
  figure: Pick<Figure, 'title' | 'notes' | 'map'> | null;
  error: Error | null;
}

/** The map that lies over the picture, and what draws it. */
export function useHeatMap(
  predictionId: string | null,
  imageId: string,
): HeatLayer & { painter: Painter | null } {
  const { i18n } = useTranslation();
  const [name, onName] = useState<MapName | null>(null);
  const language = i18n.resolvedLanguage === 'zh' ? 'zh' : 'en';
  const query = useMap(predictionId, name, imageId, language);
  const figure = name === null ? null : (query.data ?? null);
  const map = figure?.map ?? null;
  const painter = useMemo<Painter | null>(
    () => map && ((context, placement, ratio) => drawHeatMap(context, map, placement, ratio)),
    [map],
  );
  return { name, onName, figure, error: query.error, painter };
}
