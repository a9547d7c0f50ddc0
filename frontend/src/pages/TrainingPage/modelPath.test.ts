import { expect, it } from 'vitest';
import { modelPath } from './modelPath';

it('takes a reference apart', () => {
  expect(modelPath('ada/my-cells@12')).toEqual({ owner: 'ada', name: 'my-cells', version: 12 });
});
