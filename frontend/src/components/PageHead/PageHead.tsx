import type { ReactNode } from 'react';
import { useTabTitle } from '../../lib/useTabTitle';
import styles from './PageHead.module.css';

interface Props {
  title: string;
  /** Where this page hangs: a link back up. */
  parent?: ReactNode;
  beside?: ReactNode;
  children?: ReactNode;
}

/** The page's title, in the browser's tab too, with what one can do on the right. */
export function PageHead({ title, parent, beside, children }: Props) {
  useTabTitle(title);
  return (
    <header className={styles['head']}>
      <div className={styles['titles']}>
        {parent !== undefined && <div className={styles['parent']}>{parent}</div>}
        <div className={styles['line']}>
          <h1>{title}</h1>
          {beside}
        </div>
      </div>
      {children !== undefined && <div className={styles['actions']}>{children}</div>}
    </header>
  );
}
