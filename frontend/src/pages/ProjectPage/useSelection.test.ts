import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useSelection } from './useSelection';

it('selects one, a group, and forgets what vanished', () => {
  const { result, rerender } = renderHook((ids: string[]) => useSelection(ids), {
    initialProps: ['a', 'b', 'c'],
  });
  act(() => result.current.toggle('b'));
  expect(result.current.ids).toEqual(['b']);
  act(() => result.current.toggleAll(['a', 'b']));
  expect(result.current.ids).toEqual(['a', 'b']);
  rerender(['b', 'c']);
  expect(result.current.ids).toEqual(['b']);
  act(() => result.current.toggleAll(['b']));
  expect(result.current.ids).toEqual([]);
});
