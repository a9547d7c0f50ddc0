import type { Picture } from '../../api/types';

export interface PictureGroup {
  /** Null gathers the pictures without a group. */
  name: string | null;
  pictures: Picture[];
}

const NAMES = new Intl.Collator(undefined, { numeric: true });

/** Groups by name in the reader's alphabet, those without a group last; in each its pictures by name and page. */
export function groupPictures(pictures: readonly Picture[]): PictureGroup[] {
  const groups = new Map<string | null, Picture[]>();
  for (const picture of pictures) {
    const group = groups.get(picture.group);
    if (group) group.push(picture);
    else groups.set(picture.group, [picture]);
  }
  return [...groups]
    .map(([name, list]) => ({ name, pictures: list.sort(byName) }))
    .sort(
      (a, b) =>
        Number(a.name === null) - Number(b.name === null) ||
        NAMES.compare(a.name ?? '', b.name ?? ''),
    );
}

const byName = (a: Picture, b: Picture): number =>
  NAMES.compare(a.filename, b.filename) || a.page - b.page;
