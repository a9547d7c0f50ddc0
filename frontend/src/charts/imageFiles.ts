/** Drawn pixels as files that say how large they are on paper: 300 dots an inch. */

export const DOTS_PER_INCH = 300;
const POINTS_PER_INCH = 72;

// The chunk pHYs with its length and checksum: 11,811 dots a metre either way.
const DENSITY = [
  0, 0, 0, 9, 0x70, 0x48, 0x59, 0x73, 0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1, 0x78, 0xa5, 0x3f, 0x76,
];
/** A PNG begins with eight bytes of its own and the chunk of its size. */
const HEAD = 8 + 25;

/** A PNG, as a canvas gives it, that says it has 300 dots an inch. */
export const withDensity = (png: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array([...png.subarray(0, HEAD), ...DENSITY, ...png.subarray(HEAD)]);

/** Red, green and blue alone. */
function opaque(pixels: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const colours = new Uint8Array((pixels.length / 4) * 3);
  for (let at = 0, to = 0; at < pixels.length; at += 4, to += 3)
    colours.set(pixels.subarray(at, at + 3), to);
  return colours;
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const squeeze = new CompressionStream('deflate');
  const writer = squeeze.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const [packed] = await Promise.all([new Response(squeeze.readable).arrayBuffer(), written]);
  return new Uint8Array(packed);
}

/** A text of any language, as a PDF names itself by it. */
const hexOf = (text: string) =>
  `<FEFF${[...Array(text.length).keys()]
    .map((place) => text.charCodeAt(place).toString(16).padStart(4, '0'))
    .join('')}>`;

type Part = string | Uint8Array;

function join(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const bytes = parts.map((part) =>
    typeof part === 'string' ? new TextEncoder().encode(part) : part,
  );
  const whole = new Uint8Array(bytes.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of bytes) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

const stream = (dictionary: string, body: Part): Part[] => [
  `<<${dictionary} /Length ${body.length}>>\nstream\n`,
  body,
  '\nendstream',
];

/** The objects one after another, and the table that says at which byte each begins. */
function document(objects: readonly (readonly Part[])[], info: number): Uint8Array<ArrayBuffer> {
  const parts: Part[] = ['%PDF-1.4\n'];
  const places: number[] = [];
  objects.forEach((body, place) => {
    places.push(join(parts).length);
    parts.push(`${place + 1} 0 obj\n`, ...body, '\nendobj\n');
  });
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${rows}`;
  const end = `trailer\n<</Size ${count} /Root 1 0 R /Info ${info} 0 R>>\nstartxref\n${join(parts).length}\n%%EOF\n`;
  return join([...parts, table, end]);
}

/** A page of the picture's size on paper that holds nothing else; nothing of it is lost. */
export async function pdfOf(
  { data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>,
  title: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await deflated(opaque(data));
  const points = (dots: number) => ((dots / DOTS_PER_INCH) * POINTS_PER_INCH).toFixed(2);
  const [across, up] = [points(width), points(height)];
  const page = `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${across} ${up}] /Contents 4 0 R /Resources <</XObject <</Chart 5 0 R>>>>`;
  const image = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode`;
  return document(
    [
      ['<</Type /Catalog /Pages 2 0 R>>'],
      ['<</Type /Pages /Kids [3 0 R] /Count 1>>'],
      [`<<${page}>>`],
      stream('', `${across} 0 0 ${up} 0 0 cm /Chart Do`),
      stream(image, packed),
      [`<</Title ${hexOf(title)}>>`],
    ],
    6,
  );
}
