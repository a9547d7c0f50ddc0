import { expect, it } from 'vitest';
import { neighboursOf } from './neighbours';

it('knows its place, and stops at both ends', () => {
  expect(neighboursOf(['a', 'b', 'c'], 'b')).toEqual({
    index: 2,
    total: 3,
    previous: 'a',
    next: 'c',
  });
  expect(neighboursOf(['a', 'b'], 'a')).toEqual({ index: 1, total: 2, previous: null, next: 'b' });
  expect(neighboursOf(['a', 'b'], 'b')).toEqual({ index: 2, total: 2, previous: 'a', next: null });
  expect(neighboursOf(['a'], 'x')).toEqual({ index: 0, total: 1, previous: null, next: null });
});
