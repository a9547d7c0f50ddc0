import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Table } from './Table';

it('heads columns of words, of numbers and of buttons', () => {
  render(
    <Table heads={['Name', { right: 'Cells' }, null]}>
      <tr>
        <td>a.png</td>
        <td>12</td>
        <td>
          <button>Delete</button>
        </td>
      </tr>
    </Table>,
  );
  // A column of buttons has no head that would be read out as one without a name.
  expect(screen.getAllByRole('columnheader').map((head) => head.textContent)).toEqual([
    'Name',
    'Cells',
  ]);
  expect(screen.getByRole('columnheader', { name: 'Cells' })).toHaveClass(/right/);
  expect(screen.getAllByRole('row')).toHaveLength(2);
});
