import { useFigureName } from '../TrainingPage/useFigureName';
import type { Measure } from './rows';

/** A measure in words, with its class where it is of one. */
export function useMeasureName(): (measure: Measure) => string {
  const nameOf = useFigureName();
  return (measure) =>
    measure.class === null ? nameOf(measure.name) : `${nameOf(measure.name)} (${measure.class})`;
}
