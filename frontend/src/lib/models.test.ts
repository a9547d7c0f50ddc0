import { expect, it } from 'vitest';
import { isBuiltIn, modelPath } from './models';

it('takes a reference apart', () => {
  expect(modelPath('ada/my-cells@12')).toEqual({ owner: 'ada', name: 'my-cells', version: 12 });
});

it('tells what came with the software from what is one’s own', () => {
  expect([isBuiltIn({ owner: 'base' }), isBuiltIn({ owner: 'ada' })]).toEqual([true, false]);
});
