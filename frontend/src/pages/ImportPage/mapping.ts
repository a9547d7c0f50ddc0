import type { ApplyImport, LabelImport } from '../../api/types';

/** What a class of the file becomes: `to` null leaves its cells out. */
export interface Target {
  to: string | null;
  target: boolean;
}
export type Mapping = ReadonlyMap<string, Target>;

/** Whether a class is a target where the project knows it; null for a new one. */
export function knownTarget(shown: LabelImport, name: string): boolean | null {
  return shown.project_classes.find((one) => one.name === name)?.target ?? null;
}

/** How many pictures applying gives labels to, or adds. */
export const toApply = ({ pictures }: LabelImport): number =>
  (pictures['ready'] ?? 0) + (pictures['new'] ?? 0);

/** Each class becomes what the service suggests; of a new one the zip of a project says whether it is a target. */
export function beginMapping(shown: LabelImport): Mapping {
  return new Map(
    shown.classes.map(({ name, suggested, target }) => [
      name,
      { to: suggested, target: knownTarget(shown, suggested) ?? target },
    ]),
  );
}

export function toClasses(mapping: Mapping): ApplyImport['classes'] {
  return [...mapping].map(([name, { to, target }]) => ({ name, to, target }));
}
