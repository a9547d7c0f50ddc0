import { expect, it } from 'vitest';
import type { Picture } from '../../api/types';
import { confidenceOf } from './confidenceOf';
import { idsOf } from './scope';

const pictures = [
  { id: '1', group: 'A' },
  { id: '2', group: null },
  { id: '3', group: 'A' },
] as Picture[];

it('takes all pictures, those selected, or those of a group', () => {
  expect(idsOf({ kind: 'all' }, pictures, ['3'])).toEqual(['1', '2', '3']);
  expect(idsOf({ kind: 'selected' }, pictures, ['3'])).toEqual(['3']);
  expect(idsOf({ kind: 'group', group: 'A' }, pictures, [])).toEqual(['1', '3']);
  expect(idsOf({ kind: 'group', group: null }, pictures, [])).toEqual(['2']);
});

it('starts at the confidence that the model states, else at 0.5', () => {
  expect(confidenceOf({ confidence: 0.42 })).toBe(0.42);
  expect(confidenceOf({ confidence: 'high' })).toBe(0.5);
  expect(confidenceOf(undefined)).toBe(0.5);
});
