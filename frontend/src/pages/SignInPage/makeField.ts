import type { Kind } from '../../cells/colours';

export interface DrawnCell {
  x: number;
  y: number;
  rx: number;
  ry: number;
  turn: number;
  half: number;
  tint: string;
  kind: Kind;
}

const TINTS = ['#5b4a9c', '#4d3f92', '#6f58a8', '#443a86', '#7d63ad'] as const;

/** A small repeatable generator (mulberry32), so that the picture is the same at every visit. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

function kindOf(chance: number): Kind {
  if (chance < 0.12) return 'target';
  return chance < 0.16 ? 'corrected' : 'normal';
}

function drawnCell(next: () => number, x: number, y: number): DrawnCell {
  const rx = 13 + next() * 9;
  const ry = rx * (0.65 + next() * 0.35);
  const tint = TINTS[Math.floor(next() * TINTS.length)] ?? TINTS[0];
  return { x, y, rx, ry, turn: next() * 180, half: rx + 4, tint, kind: kindOf(next()) };
}

/** Cells on a jittered grid, with gaps, so that none overlap. */
export function makeField(seed: number, width: number, height: number): DrawnCell[] {
  const next = generator(seed);
  const step = 66;
  const cells: DrawnCell[] = [];
  for (let y = step / 2; y < height; y += step) {
    for (let x = step / 2; x < width; x += step) {
      const shiftX = (next() - 0.5) * 20;
      const shiftY = (next() - 0.5) * 20;
      if (next() < 0.78)
        cells.push(drawnCell(next, Math.round(x + shiftX), Math.round(y + shiftY)));
    }
  }
  return cells;
}
