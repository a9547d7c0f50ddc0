import { en } from '../../i18n/en';
import type { Tone } from '../Notice/Notice';

/** Those that only say what was done to the picture; the rest put the count itself in doubt. */
const HARMLESS: ReadonlySet<string> = new Set([
  'seam-merged',
  'model-without-scale',
  'converted-32-bit',
  'converted-float',
  ...Object.keys(en.notes),
]);

export const toneOf = (code: string): Tone => (HARMLESS.has(code) ? 'info' : 'warn');
