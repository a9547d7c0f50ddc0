import { expect, it } from 'vitest';
import { withAddedClasses } from './addedClasses';
import { onePicture, twoGroups } from './fixture';

it('shows what people added, after what the model knows', () => {
  const corrected = { ...onePicture('a', null, 3, 1), counts: { living: 3, dead: 1, dividing: 2 } };
  const { classes } = withAddedClasses({ ...twoGroups, images: [...twoGroups.images, corrected] });
  expect(classes).toEqual([...twoGroups.classes, { name: 'dividing', target: false }]);
  expect(withAddedClasses(twoGroups).classes).toEqual(twoGroups.classes);
});
