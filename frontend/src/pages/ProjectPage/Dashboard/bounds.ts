/** A bound as it is typed: in percent where the number is written so. */
export const boundText = (bound: number | null, factor: number): string =>
  bound === null ? '' : String(Number((bound * factor).toPrecision(12)));

/** Null for an empty field, undefined for what is no number; a comma may stand before the decimals. */
export function parseBound(text: string, factor: number): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  const value = Number(plain);
  return Number.isFinite(value) ? Number((value / factor).toPrecision(12)) : undefined;
}
