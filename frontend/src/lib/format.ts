const formats = new Map<string, Intl.NumberFormat>();

/** The formatter of a language and of options, made once: making one costs as much as writing a hundred numbers. */
export function numberFormat(
  language: string,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const key = JSON.stringify([language, options]);
  const made = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, made);
  return made;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** 1536 → "1.5 KB". */
export function formatBytes(bytes: number, language: string): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const value = bytes / 1024 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${formatNumber(value, language, digits)} ${UNITS[power] ?? 'B'}`;
}

export function formatNumber(value: number, language: string, digits = 0): string {
  return numberFormat(language, { maximumFractionDigits: digits }).format(value);
}

export function formatPercent(share: number, language: string, digits = 1): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** Scores keep their two digits: 0.5 → "0.50". */
export function formatScore(score: number): string {
  return score.toFixed(2);
}

export function formatWhen(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(iso),
  );
}

/** The day and the time of day of `formatWhen`, to be written with a space between them. */
export function whenParts(iso: string, language: string): [day: string, time: string] {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(iso));
  return [formatWhen(iso, language).slice(0, -time.length).trimEnd(), time];
}

/** 75 → "1:15", 3700 → "1:01:40". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':');
}

/** Page of a multi-page file, counted from 1; nothing for a single page. */
export function pageLabel(page: number, pages: number): string {
  return pages > 1 ? ` · ${page + 1}/${pages}` : '';
}
