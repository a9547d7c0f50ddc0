import { expect, it, vi } from 'vitest';
import { CropTiles } from './CropTiles';

/** Keeps what was drawn: width of the tile, then its place and size. */
function paper() {
  const drawn: number[][] = [];
  const nothing = () => undefined;
  const context = {
    save: nothing,
    restore: nothing,
    beginPath: nothing,
    rect: nothing,
    clip: nothing,
    drawImage: (image: HTMLImageElement, ...place: number[]) => drawn.push([image.width, ...place]),
  };
  return { drawn, context: context as unknown as CanvasRenderingContext2D };
}

const tile = (url: string) =>
  Promise.resolve({ width: 256, height: 256, src: url } as HTMLImageElement);

it('asks for the tiles that a crop needs, and draws them in place once they are there', async () => {
  const asked: string[] = [];
  const onTile = vi.fn();
  const tiles = new CropTiles(onTile, (url) => {
    asked.push(url);
    return tile(url);
  });
  const { context, drawn } = paper();
  const picture = { id: 'x', width: 600, height: 300 };
  const paint = () => {
    tiles.begin();
    // A box of 20 pixels, 34 with its margin, that lies over the edge between two tiles.
    const whole = tiles.draw(context, picture, [246, 40, 266, 60], { x: 100, y: 0, side: 68 });
    tiles.end();
    return whole;
  };
  expect(paint()).toBe(false);
  await vi.waitFor(() => expect(onTile).toHaveBeenCalledTimes(2));
  expect(asked.sort()).toEqual([
    '/api/v1/images/x/dzi_files/10/0_0.jpeg',
    '/api/v1/images/x/dzi_files/10/1_0.jpeg',
  ]);
  expect(paint()).toBe(true);
  // Twice as large: the picture's 239 stands at 100; the second tile begins at 255, one pixel before its own part.
  expect(drawn).toEqual([
    [256, 100 - 239 * 2, -33 * 2, 512, 512],
    [256, 100 + 16 * 2, -33 * 2, 512, 512],
  ]);
});

it('takes smaller tiles for large cells, and does not ask for ever for one that does not come', async () => {
  const asked: string[] = [];
  const onTile = vi.fn();
  const tiles = new CropTiles(onTile, (url) => {
    asked.push(url);
    return Promise.reject(new Error('gone'));
  });
  const { context } = paper();
  const paint = () => {
    tiles.begin();
    const at = { x: 0, y: 0, side: 64 };
    const whole = tiles.draw(context, { id: 'x', width: 4000, height: 4000 }, [0, 0, 300, 300], at);
    tiles.end();
    return whole;
  };
  expect(paint()).toBe(false);
  await vi.waitFor(() => expect(onTile).toHaveBeenCalledTimes(1));
  expect(asked).toEqual(['/api/v1/images/x/dzi_files/10/0_0.jpeg']);
  expect(paint()).toBe(true);
  expect(asked).toHaveLength(1);
});
