import type { ComparisonRequest } from '../../api/types';

type Value = string | number;
export type Grid = Readonly<Record<string, readonly Value[]>>;

/** As many trainings as the service takes at once. */
export const MOST_TRAININGS = 64;

const AUGMENTATIONS = ['none', 'light', 'strong'] as const;
const RATES = [0.0001, 0.0005, 0.002] as const;

const SIZES = ['yolov5nu', 'yolov5su', 'yolov5mu', 'yolov5lu', 'yolov5xu'] as const;
const WEIGHTS = ['package', 'coco', 'random'] as const;

/** What can be compared of each unit: paths of the API, each with the values to tick. */
export const CHOICES: Grid = {
  mode: ['quick', 'full'],
  'parameters.detector.architecture': SIZES,
  'parameters.detector.initial_weights': WEIGHTS,
  'parameters.detector.learning_rate': RATES,
  'parameters.classifier.learning_rate': RATES,
  'parameters.detector.augmentation': AUGMENTATIONS,
  'parameters.classifier.augmentation': AUGMENTATIONS,
};
export const HE_CHOICES: Grid = {
  'parameters.he.architecture': SIZES,
  'parameters.he.initial_weights': WEIGHTS,
  'parameters.he.learning_rate': RATES,
  'parameters.he.augmentation': AUGMENTATIONS,
};

/** The grid with a value ticked or, if it was, unticked; values stay in the order of the choices. */
export function toggled(grid: Grid, path: string, value: Value): Grid {
  const before = grid[path] ?? [];
  const choices = CHOICES[path] ?? HE_CHOICES[path];
  const values = choices?.filter((one) => before.includes(one) !== (one === value)) ?? [];
  return { ...grid, [path]: values };
}

const ticked = (grid: Grid) => Object.entries(grid).filter(([, values]) => values.length > 0);

/** Number of trainings that the grid stands for; 0 where nothing is ticked. */
export function combinationsOf(grid: Grid): number {
  const sizes = ticked(grid).map(([, values]) => values.length);
  return sizes.length === 0 ? 0 : sizes.reduce((product, size) => product * size, 1);
}

/** The grid as the service takes it, without the settings that nothing is ticked of. */
export const toGrid = (grid: Grid): ComparisonRequest['grid'] =>
  Object.fromEntries(ticked(grid).map(([path, values]) => [path, [...values]]));
