import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { pdfOf, withDensity } from './imageFiles';

it('says in a PNG that it has 300 dots an inch', () => {
  const png = withDensity(Uint8Array.from({ length: 60 }, (_, place) => place));
  expect([png.length, png[32], png[54]]).toEqual([81, 32, 33]);
  const chunk = Buffer.from(png.subarray(33, 54));
  expect(chunk.subarray(4, 8).toString()).toBe('pHYs');
  expect(chunk.readUInt32BE(8) * 0.0254).toBeCloseTo(300, 1);
  expect(chunk.readUInt32BE(17)).toBe(crc32(chunk.subarray(4, 17)));
});

it('makes a PDF whose table finds its objects and whose picture is the one that was drawn', async () => {
  const data = new Uint8ClampedArray([1, 2, 3, 255, 4, 5, 6, 255]);
  const pdf = Buffer.from(await pdfOf({ data, width: 2, height: 1 }, '密度'));
  const text = pdf.toString('latin1');
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  expect(text.slice(table, table + 8)).toBe('xref\n0 7');
  const places = [...text.slice(table).matchAll(/(\d{10}) 00000 n/g)].map(([, at]) => Number(at));
  expect(places.map((at) => text.slice(at, at + 7))).toEqual(
    [1, 2, 3, 4, 5, 6].map((number) => `${number} 0 obj`),
  );
  expect(text).toContain('/MediaBox [0 0 0.48 0.24]');
  expect(text).toContain('/Title <FEFF5bc65ea6>');
  const begin = text.indexOf('stream\n', text.indexOf('/FlateDecode')) + 7;
  expect([...inflateSync(pdf.subarray(begin, text.indexOf('\nendstream', begin)))]).toEqual([
    1, 2, 3, 4, 5, 6,
  ]);
});
