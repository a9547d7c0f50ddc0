import { type ReactNode, useId } from 'react';
import type { CellClass } from '../api/types';
import { Hatch } from './Hatch';
import { classColour } from './palette';

/** A fill for each class, and the definitions that the drawing must hold for them. */
export function useClassFills(classes: readonly CellClass[]): {
  fillOf: (name: string) => string;
  definitions: ReactNode;
} {
  const id = useId();
  const targets = classes.filter(({ target }) => target);
  const hatchOf = (name: string) => `${id}-${targets.findIndex((one) => one.name === name)}`;
  return {
    fillOf: (name) =>
      targets.some((one) => one.name === name)
        ? `url(#${hatchOf(name)})`
        : classColour(classes, name),
    definitions: (
      <defs>
        {targets.map(({ name }) => (
          <Hatch key={name} id={hatchOf(name)} colour={classColour(classes, name)} />
        ))}
      </defs>
    ),
  };
}
