import type { ReactNode } from 'react';
import { reachable } from '../../lib/reachable';
import tables from '../../theme/table.module.css';

/** The frame of a table, which scrolls sideways what is wider than the page. */
export function TableFrame({
  children,
  className = '',
}: {
  children: ReactNode;
  className?: string;
}) {
  return (
    <div ref={reachable} className={`${tables['frame']} ${className}`}>
      {children}
    </div>
  );
}
