/** A chart of the page as a file of its own: nothing of it depends on the page's styles any more. */

import { offerFile } from '../lib/offerFile';
import { DOTS_PER_INCH, pdfOf, withDensity } from './imageFiles';
import { csvOf, type Numbers } from './numbers';

export interface Words {
  title: string;
  stamp: string;
}

const NAMESPACE = 'http://www.w3.org/2000/svg';
const HEAD = 30;
const FOOT = 14;
const STAMP_LINE = 14;
const EDGE = 12;
/** Room of a letter of the stamp, generously. */
const LETTER = 6;
/** Screen pixels are 96 an inch. */
const DENSER = DOTS_PER_INCH / 96;

const KEPT = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linejoin',
  'stroke-linecap',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'opacity',
] as const;

/** Writes what the style sheets say into the elements; in the light colours, whatever the page shows now. */
function inline(copy: SVGSVGElement): void {
  // All are read before any is changed: what a style sheet says of an element may hang on the class of another.
  const read = [copy, ...copy.querySelectorAll<SVGElement>('*')].map((element) => {
    const style = getComputedStyle(element);
    return { element, kept: KEPT.map((name) => [name, style.getPropertyValue(name)] as const) };
  });
  for (const { element, kept } of read) {
    for (const [name, value] of kept) if (value) element.setAttribute(name, value);
    for (const name of ['class', 'style', 'tabindex', 'href']) element.removeAttribute(name);
  }
}

/** The parts of a stamp in as many lines as they need. */
function stampLines(stamp: string, width: number): string[] {
  const most = (width - 2 * EDGE) / LETTER;
  return stamp.split(' · ').reduce<string[]>((lines, part) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + part.length + 3 > most) return [...lines, part];
    return [...lines.slice(0, -1), `${last} · ${part}`];
  }, []);
}

function line(text: string, y: number, size: number): SVGTextElement {
  const element = document.createElementNS(NAMESPACE, 'text');
  element.textContent = text;
  element.setAttribute('x', String(EDGE));
  element.setAttribute('y', String(y));
  element.setAttribute('font-size', `${size}px`);
  element.setAttribute('fill', '#1d1b2a');
  return element;
}

/** The chart with its title above and its stamp below, on white. */
export function standalone(svg: SVGSVGElement, words: Words): SVGSVGElement {
  const width = Number(svg.getAttribute('width'));
  const height = Number(svg.getAttribute('height'));
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.style.colorScheme = 'light';
  svg.after(copy);
  inline(copy);
  copy.remove();
  const whole = document.createElementNS(NAMESPACE, 'svg');
  whole.setAttribute('xmlns', NAMESPACE);
  whole.setAttribute('width', String(width));
  const stamp = stampLines(words.stamp, width);
  whole.setAttribute('height', String(height + HEAD + FOOT + stamp.length * STAMP_LINE));
  whole.setAttribute('font-family', getComputedStyle(svg).fontFamily || 'sans-serif');
  const ground = document.createElementNS(NAMESPACE, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', '#ffffff');
  copy.setAttribute('y', String(HEAD));
  whole.append(ground, line(words.title, 21, 15), copy);
  stamp.forEach((text, place) => {
    whole.append(line(text, height + HEAD + (place + 1) * STAMP_LINE, 10));
  });
  return whole;
}

const textOf = (svg: SVGSVGElement) => new XMLSerializer().serializeToString(svg);

/** Drawn at 300 dots an inch. */
async function drawn(svg: SVGSVGElement): Promise<HTMLCanvasElement> {
  const address = URL.createObjectURL(new Blob([textOf(svg)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * DENSER);
    canvas.height = Math.round(image.height * DENSER);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const canvas = await drawn(svg);
  const plain = await new Promise<Blob>((give, fail) =>
    canvas.toBlob((blob) => (blob ? give(blob) : fail(new Error('no picture'))), 'image/png'),
  );
  const bytes = withDensity(new Uint8Array(await plain.arrayBuffer()));
  return new Blob([bytes], { type: 'image/png' });
}

async function pdfBlobOf(svg: SVGSVGElement, title: string): Promise<Blob> {
  const canvas = await drawn(svg);
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  if (!pixels) throw new Error('no picture');
  return new Blob([await pdfOf(pixels, title)], { type: 'application/pdf' });
}

const makers = {
  svg: (svg: SVGSVGElement) => new Blob([textOf(svg)], { type: 'image/svg+xml' }),
  png: pngOf,
  pdf: pdfBlobOf,
};

/** Gives the reader the chart as a file. */
export async function saveChart(
  svg: SVGSVGElement,
  name: string,
  words: Words,
  as: keyof typeof makers,
): Promise<void> {
  offerFile(await makers[as](standalone(svg, words), words.title), `${name}.${as}`);
}

/** Gives the reader the numbers of a chart as a file. */
export const saveNumbers = (numbers: Numbers, name: string): void =>
  offerFile(new Blob([csvOf(numbers)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
