import type OpenSeadragon from 'openseadragon';
import type { Cell } from '../src/api/types';

/** Shows cells by Annotorious. @returns what takes them away again */
export function showByAnnotorious(
  viewer: OpenSeadragon.Viewer,
  cells: readonly Cell[],
  colours: { normal: string; target: string },
): () => void;
