import { expect, it } from 'vitest';
import { may, roles } from './roles';

it('lets each role do what those below it may, and nobody anything before the role is known', () => {
  expect(roles.map((role) => may(role, 'reviewer'))).toEqual([false, false, true, true]);
  expect(roles.map((role) => may(role, 'viewer'))).toEqual([true, true, true, true]);
  expect(may(undefined, 'viewer')).toBe(false);
});
