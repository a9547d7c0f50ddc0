import type { ReactNode } from 'react';
import { TableFrame } from '../components/TableFrame/TableFrame';
import tables from '../theme/table.module.css';

export interface ValueRow {
  key: string;
  /** The first names the row, the rest are numbers. */
  cells: readonly ReactNode[];
}

/** The numbers of a chart as a table. */
export function ChartValues({
  head,
  rows,
}: {
  head: readonly string[];
  rows: readonly ValueRow[];
}) {
  const side = (place: number) => (place === 0 ? undefined : tables['right']);
  return (
    <TableFrame>
      <table className={tables['table']}>
        <thead>
          <tr>
            {head.map((name, place) => (
              <th key={name} scope="col" className={side(place)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, place) => (
                <td key={head[place]} className={side(place)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
