import type { CellClass } from '../../api/types';
import styles from './ClassMark.module.css';

/** A class name beside a box in the colour that its cells have on a picture. */
export function ClassMark({ name, target }: CellClass) {
  return (
    <span className={styles['mark']}>
      <span className={target ? styles['target'] : styles['normal']} aria-hidden />
      {name}
    </span>
  );
}
