import { expect, it } from 'vitest';
import { idempotencyKeys } from './idempotencyKeys';

it('keeps the key of a request, and gives another request another', () => {
  const keyFor = idempotencyKeys();
  const first = keyFor({ model: 'a', confidence: 0.5 });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(keyFor({ model: 'a', confidence: 0.5 })).toBe(first);
  expect(keyFor({ model: 'a', confidence: 0.6 })).not.toBe(first);
  expect(idempotencyKeys()({ model: 'a', confidence: 0.5 })).not.toBe(first);
});
