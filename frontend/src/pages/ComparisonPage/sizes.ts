import type { ComparisonRow } from '../../api/types';
import { type Estimate, estimateOf, type Measure, parametersOf } from './rows';

/** A training with what the figure needs. */
export interface Sized {
  row: ComparisonRow;
  /** Its place in the table. */
  place: number;
  parameters: number;
  estimate: Estimate & { value: number };
}

const LARGEST = 16;
const SMALLEST = 3.5;

/** The trainings whose value and number of parameters are known. */
export function sizedOf(rows: readonly ComparisonRow[], measure: Measure): Sized[] {
  return rows.flatMap((row, place) => {
    const estimate = estimateOf(row, measure);
    const parameters = parametersOf(row);
    if (estimate?.value == null || parameters === null) return [];
    return [{ row, place, parameters, estimate: { ...estimate, value: estimate.value } }];
  });
}

/** Radius in pixels of a point whose area stands for its parameters. */
export const radiusOf = (parameters: number, most: number): number =>
  Math.max(SMALLEST, LARGEST * Math.sqrt(parameters / most));
