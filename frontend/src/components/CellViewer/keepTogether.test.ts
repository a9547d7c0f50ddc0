import type OpenSeadragon from 'openseadragon';
import { expect, it } from 'vitest';
import { keepTogether } from './keepTogether';

type Handler = (event: object) => void;

/** As much of a viewer as moving needs: it raises an event for each movement, its own too, as the real one does. */
class View {
  center: unknown = null;
  level = 1;
  moves = 0;
  readonly #handlers = new Map<string, Set<Handler>>();

  readonly viewport = {
    panTo: (center: unknown, immediately: boolean) => {
      this.center = center;
      this.moves += 1;
      this.#raise('pan', { center, immediately });
    },
    zoomTo: (zoom: number, refPoint: unknown, immediately: boolean) => {
      this.level = zoom;
      this.moves += 1;
      this.#raise('zoom', { zoom, refPoint, immediately });
    },
  };

  addHandler(name: string, handler: Handler) {
    this.#handlers.set(name, (this.#handlers.get(name) ?? new Set()).add(handler));
  }

  removeHandler(name: string, handler: Handler) {
    this.#handlers.get(name)?.delete(handler);
  }

  #raise(name: string, event: object) {
    for (const handler of this.#handlers.get(name) ?? []) handler(event);
  }
}

const asViewer = (view: View) => view as unknown as OpenSeadragon.Viewer;

it('moves each with the other, once', () => {
  const [left, right] = [new View(), new View()];
  keepTogether(asViewer(left), asViewer(right));
  left.viewport.panTo('here', false);
  right.viewport.zoomTo(3, null, true);
  expect([left.center, right.center]).toEqual(['here', 'here']);
  expect([left.level, right.level]).toEqual([3, 3]);
  expect([left.moves, right.moves]).toEqual([2, 2]);
});

it('lets them go', () => {
  const [left, right] = [new View(), new View()];
  keepTogether(asViewer(left), asViewer(right))();
  left.viewport.panTo('here', false);
  expect(right.center).toBeNull();
});
