import { expect, it } from 'vitest';
import { importOf } from './import.fixture';
import { beginMapping, toClasses } from './mapping';

it('begins with what is suggested, targets being those of the project', () => {
  const shown = importOf({
    classes: [
      { name: 'Dead', cells: 3, pictures: 1, suggested: 'dead', target: false },
      { name: 'odd', cells: 1, pictures: 1, suggested: 'odd', target: false },
    ],
    project_classes: [{ name: 'dead', target: true }],
  });
  expect(toClasses(beginMapping(shown))).toEqual([
    { name: 'Dead', to: 'dead', target: true },
    { name: 'odd', to: 'odd', target: false },
  ]);
});
