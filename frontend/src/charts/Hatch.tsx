import styles from './Charts.module.css';

/** White stripes over a colour: targets stay told apart from normal cells in grey. */
export function Hatch({ id, colour }: { id: string; colour: string }) {
  return (
    <pattern
      id={id}
      width={7}
      height={7}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width={7} height={7} fill={colour} />
      <line y2={7} className={styles['hatch']} />
    </pattern>
  );
}
