type Angles = readonly [from: number, to: number];

const FULL = 2 * Math.PI;

/** Where each part begins and ends, clockwise from the top, in radians. */
export function sliceAngles(values: readonly number[]): Angles[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  let passed = 0;
  return values.map((value) => {
    const from = total === 0 ? 0 : (passed / total) * FULL;
    passed += value;
    return [from, total === 0 ? 0 : (passed / total) * FULL];
  });
}

const point = (angle: number, radius: number) =>
  `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`;

/** Path of a part about the origin; nothing for an empty one. */
export function slicePath([from, to]: Angles, radius: number): string {
  if (to <= from) return '';
  const arc = (angle: number, large: boolean) =>
    `A${radius} ${radius} 0 ${large ? 1 : 0} 1 ${point(angle, radius)}`;
  // One arc cannot close a circle.
  if (to - from >= FULL - 1e-9) {
    return `M${point(0, radius)}${arc(Math.PI, false)}${arc(FULL, false)}Z`;
  }
  return `M0 0L${point(from, radius)}${arc(to, to - from > Math.PI)}Z`;
}
