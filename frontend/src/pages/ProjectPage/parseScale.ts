const LEAST = 0.01;
const MOST = 100;

/** Micrometres per pixel as people type them, with a decimal point or comma; null where it cannot be meant. */
export function parseScale(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^\d*\.?\d+$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= LEAST && value <= MOST ? value : null;
}
