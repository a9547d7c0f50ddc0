import { expect, it } from 'vitest';
import { csvOf } from './numbers';

it('writes numbers with all their digits, nothing for what is missing, and no formula', () => {
  const numbers = {
    head: ['Picture', 'Group', 'Ratio'],
    rows: [
      ['a "1", b.png', '=2+2', 0.1234567890123],
      ['b.png', '-', null],
    ],
  };
  expect(csvOf(numbers)).toBe(
    '\ufeffPicture,Group,Ratio\r\n"a ""1"", b.png",\'=2+2,0.1234567890123\r\nb.png,\'-,\r\n',
  );
});
