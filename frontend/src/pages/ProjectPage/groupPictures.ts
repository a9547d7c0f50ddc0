import type { Picture } from '../../api/types';

export interface PictureGroup {
  /** Null gathers the pictures without a group. */
  name: string | null;
  pictures: Picture[];
}

/** Groups by name in the reader's alphabet, those without a group last. */
export function groupPictures(pictures: readonly Picture[]): PictureGroup[] {
  const groups = new Map<string | null, Picture[]>();
  for (const picture of pictures) {
    groups.set(picture.group, [...(groups.get(picture.group) ?? []), picture]);
  }
  return [...groups]
    .map(([name, list]) => ({ name, pictures: list }))
    .sort(
      (a, b) => Number(a.name === null) - Number(b.name === null) || compareNames(a.name, b.name),
    );
}

function compareNames(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '', undefined, { numeric: true });
}
