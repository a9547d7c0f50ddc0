import { describe, expect, it, vi } from 'vitest';
import { makeCellStore } from './cellStore';
import { cell, fourCells, livingDead } from './cells.fixture';
import { boxColours } from './colours';
import { drawSegments, neighbourSegments } from './neighbourSegments';

const store = makeCellStore(fourCells, livingDead);

describe('neighbourSegments', () => {
  // The targets' radii are 20 and 22.5, so R = 21.25; the nearest pair of centres is 90.55 apart.
  it.each([
    [4, 0],
    [4.5, 1],
    [5, 2],
    [10, 3],
  ])('within %d R there are %d', (k, count) => {
    expect(neighbourSegments(store, k).count).toBe(count);
  });

  it('goes from the centre of the target to that of the normal cell', () => {
    expect([...neighbourSegments(store, 4.5).ends]).toEqual([120, 40, 30, 30]);
  });

  it('takes a cell that lies exactly on the circle', () => {
    const pair = [cell([0, 0, 20, 20], { class: 'dead' }), cell([20, 0, 40, 20])];
    expect(neighbourSegments(makeCellStore(pair, livingDead), 2).count).toBe(1);
  });

  it('is empty without targets', () => {
    const healthy = makeCellStore([cell([0, 0, 9, 9])], livingDead);
    expect(neighbourSegments(healthy, 8)).toEqual({
      ends: new Float32Array(),
      count: 0,
      cut: false,
    });
  });

  it('says when there are more than can be drawn', () => {
    const crowd = Array.from({ length: 700 }, (_, place) =>
      cell([0, 0, 10, 10], { class: place < 350 ? 'dead' : 'living' }),
    );
    expect(neighbourSegments(makeCellStore(crowd, livingDead), 2)).toMatchObject({
      count: 100_000,
      cut: true,
    });
  });
});

it('draws every segment where the picture lies now', () => {
  const points: number[][] = [];
  vi.stubGlobal(
    'Path2D',
    class {
      moveTo(...point: number[]) {
        points.push(point);
      }
      lineTo(...point: number[]) {
        points.push(point);
      }
    },
  );
  const colours: string[] = [];
  const context = {
    strokeStyle: '',
    lineWidth: 0,
    stroke() {
      colours.push(this.strokeStyle);
    },
  };
  drawSegments(
    context as unknown as CanvasRenderingContext2D,
    neighbourSegments(store, 4.5),
    { scale: 2, offsetX: 5, offsetY: -10 },
    1,
  );
  expect(points).toEqual([[245, 70], [65, 50]]); // prettier-ignore
  expect(colours.at(-1)).toBe(boxColours.target);
});
