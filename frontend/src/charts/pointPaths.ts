/** Where a point stands and how it looks. */
export interface Spot {
  x: number;
  y: number;
  /** In pixels; the usual size without it. */
  radius?: number;
  /** Drawn hollow: its number is not quite what it seems. */
  doubtful?: boolean;
  /** Of a second set of values, drawn as a square. */
  second?: boolean;
}

export interface Look {
  second: boolean;
  doubtful: boolean;
  outline: string;
}

const RADIUS = 4.5;

const short = (number: number) => Math.round(number * 100) / 100;

/** A circle of the point's radius, or a square of about its area. */
export function outlineOf({ x, y, radius = RADIUS, second = false }: Spot): string {
  const side = short(radius * 1.8);
  if (second) return `M${short(x - side / 2)} ${short(y - side / 2)}h${side}v${side}h${-side}z`;
  const half = `a${radius} ${radius} 0 1 0 `;
  return `M${short(x - radius)} ${short(y)}${half}${2 * radius} 0${half}${-2 * radius} 0z`;
}

/** One outline for all points that look alike: a thousand pictures are four shapes, and not a thousand. */
export function looksOf(points: readonly Spot[]): Look[] {
  return [false, true].flatMap((second) =>
    [false, true].flatMap((doubtful) => {
      const alike = points.filter(
        (one) => (one.second ?? false) === second && (one.doubtful ?? false) === doubtful,
      );
      return alike.length > 0 ? [{ second, doubtful, outline: alike.map(outlineOf).join('') }] : [];
    }),
  );
}

/** The place in the list of the point nearest to a place of the plot; the last of several, which lies on top. */
export function nearest(points: readonly Spot[], x: number, y: number): number {
  let found = 0;
  let least = Infinity;
  points.forEach((point, place) => {
    const apart = Math.hypot(point.x - x, point.y - y) - (point.radius ?? RADIUS);
    if (apart <= least) [found, least] = [place, apart];
  });
  return found;
}
