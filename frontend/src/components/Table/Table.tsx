import type { ReactNode } from 'react';
import tables from '../../theme/table.module.css';
import { TableFrame } from '../TableFrame/TableFrame';

/** What stands over a column: words; words over numbers, which stand on the right; nothing over buttons. */
export type Head = string | { right: string } | null;

function HeadCell({ head }: { head: Head }) {
  if (head === null) return <td />;
  if (typeof head === 'string') return <th scope="col">{head}</th>;
  return (
    <th scope="col" className={tables['right']}>
      {head.right}
    </th>
  );
}

interface Props {
  heads: readonly Head[];
  /** The rows. */
  children: ReactNode;
}

/** A framed table of plain columns. One whose heads can be clicked, span or have feet is written out. */
export function Table({ heads, children }: Props) {
  return (
    <TableFrame>
      <table className={tables['table']}>
        <thead>
          <tr>
            {heads.map((head, place) => (
              <HeadCell key={place} head={head} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </TableFrame>
  );
}
