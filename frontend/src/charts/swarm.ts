/**
 * Sideways offsets that keep points of one height from hiding each other.
 *
 * @param heights pixel heights of the points, in any order
 * @param size pixels that a point takes
 * @param reach the largest offset; where a place is full, points overlap at its edge
 * @returns an offset a point, the same for the same heights
 *
 * A point that found no place hides another already, and is not avoided: so the work grows with the points that have
 * one, of which a stretch of height holds few, and a thousand points of one value cost no more than others.
 */
export function swarm(heights: readonly number[], size: number, reach: number): number[] {
  const offsets = heights.map(() => 0);
  const order = heights.map((_, place) => place).sort((a, b) => at(heights, a) - at(heights, b));
  const settled: number[] = [];
  for (const place of order) {
    const near: number[] = [];
    for (let back = settled.length - 1; back >= 0; back--) {
      const other = settled[back] ?? 0;
      if (at(heights, place) - at(heights, other) >= size) break;
      near.push(other);
    }
    const free = freeOffset((offset) => near.every((other) => isFree(other, offset)), size, reach);
    offsets[place] = free ?? reach;
    if (free !== null) settled.push(place);

    function isFree(other: number, offset: number): boolean {
      return (
        Math.hypot(at(offsets, other) - offset, at(heights, other) - at(heights, place)) >= size
      );
    }
  }
  return offsets;
}

const at = (values: readonly number[], place: number) => values[place] ?? 0;

function freeOffset(
  isFree: (offset: number) => boolean,
  size: number,
  reach: number,
): number | null {
  for (let distance = 0; distance <= reach; distance += size / 2) {
    if (isFree(distance)) return distance;
    if (isFree(-distance)) return -distance;
  }
  return null;
}
