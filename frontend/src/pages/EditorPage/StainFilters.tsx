const STEPS = 65;
/** Densities from 0 to this are told apart: 10^-2.4 is one step of an 8-bit picture. */
const DENSEST = 2.4;

const table = (value: (share: number) => number): string =>
  Array.from({ length: STEPS }, (_, at) => value(at / (STEPS - 1)).toFixed(4)).join(' ');

const toDensity = table((light) => Math.min(1, -Math.log10(Math.max(light, 1 / 255)) / DENSEST));
const toLight = table((density) => 10 ** (-density * DENSEST));

/**
 * How much haematoxylin and eosin the densities of red, green and blue mean: columns of the inverse of the stain matrix
 * of Ruifrok and Johnston (2001), whose rows are the stains, with the residual as third.
 */
const stains = {
  haematoxylin: [1.878, -0.066, -0.602],
  eosin: [-1.008, 1.135, -0.48],
} as const;

/** SVG filters that show one stain of an H&E picture in grey; CSS names them by their ids. */
export function StainFilters() {
  return (
    <svg width={0} height={0} aria-hidden style={{ position: 'absolute' }}>
      {Object.entries(stains).map(([name, weights]) => (
        <filter key={name} id={name} colorInterpolationFilters="sRGB">
          <feComponentTransfer>
            <feFuncR type="table" tableValues={toDensity} />
            <feFuncG type="table" tableValues={toDensity} />
            <feFuncB type="table" tableValues={toDensity} />
          </feComponentTransfer>
          <feColorMatrix values={`${`${weights.join(' ')} 0 0 `.repeat(3)}0 0 0 1 0`} />
          <feComponentTransfer>
            <feFuncR type="table" tableValues={toLight} />
            <feFuncG type="table" tableValues={toLight} />
            <feFuncB type="table" tableValues={toLight} />
          </feComponentTransfer>
        </filter>
      ))}
    </svg>
  );
}
