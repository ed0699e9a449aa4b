/**
 * Durations (`30s`) and sizes (`5MiB`) as an operator writes them, and back.
 */

const durationUnits = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

const sizeUnits = [
  ["GiB", 2 ** 30],
  ["MiB", 2 ** 20],
  ["KiB", 2 ** 10],
  ["GB", 1e9],
  ["MB", 1e6],
  ["kB", 1e3],
  ["B", 1],
] as const;

type Units = readonly (readonly [name: string, size: number])[];

export const durationPattern = "^\\d+(\\.\\d+)? ?(ms|s|m|h|d)$";
export const sizePattern = "^\\d+(\\.\\d+)? ?(B|kB|KiB|MB|MiB|GB|GiB)$";

/** Milliseconds, or undefined where the text is no duration. */
export function parseDuration(text: string): number | undefined {
  return parse(text, new RegExp(durationPattern), durationUnits);
}

/** Bytes, or undefined where the text is no size. */
export function parseSize(text: string): number | undefined {
  return parse(text, new RegExp(sizePattern), sizeUnits);
}

/** In the largest unit that gives a whole number: `90s`, not `1.5m`. */
export function formatDuration(ms: number): string {
  return format(ms, durationUnits);
}

/** In the largest unit that gives a whole number. */
export function formatSize(bytes: number): string {
  return format(bytes, sizeUnits);
}

function parse(text: string, pattern: RegExp, units: Units): number | undefined {
  if (!pattern.test(text)) return undefined;
  const [, size] = units.find(([name]) => text.replace(/[\d. ]+/, "") === name) ?? [];
  return size === undefined ? undefined : Math.round(Number.parseFloat(text) * size);
}

function format(value: number, units: Units): string {
  const unit = units.find(([, size]) => value >= size && value % size === 0);
  return unit === undefined ? `${value}${units.at(-1)?.[0]}` : `${value / unit[1]}${unit[0]}`;
}
