import { flat } from "./flat.ts";

/**
 * As `memo`, for texts of some hundred characters, where hashing would be most of the price: they are looked up by the
 * sum of a few characters, and then compared. Of those that have this sum in common, the last is remembered.
 */
export function longMemo<T>(
  capacity: number,
  make: (text: string) => T,
  longest = 2048,
): (text: string) => T {
  const half = Math.max(1, Math.floor(capacity / 2));
  let recent = new Map<number, Entry<T>>();
  let older = new Map<number, Entry<T>>();
  return (text) => {
    if (text.length > longest) return make(text);
    const sum = sumOf(text);
    const known = recent.get(sum);
    if (known?.text === text) return known.made;
    const entry = sameIn(older.get(sum), text) ?? entryOf(flat(text), make);
    if (recent.size >= half) {
      older = recent;
      recent = new Map();
    }
    recent.set(sum, entry);
    return entry.made;
  };
}

interface Entry<T> {
  readonly text: string;
  readonly made: T;
}

function sameIn<T>(entry: Entry<T> | undefined, text: string): Entry<T> | undefined {
  return entry?.text === text ? entry : undefined;
}

function entryOf<T>(text: string, make: (text: string) => T): Entry<T> {
  return { text, made: make(text) };
}

/** Enough to hit the ids and the times that tell one session from another. */
const samples = 48;

function sumOf(text: string): number {
  const { length } = text;
  const step = Math.ceil(length / samples);
  let sum = length;
  for (let at = length - 1; at >= 0; at -= step) {
    sum = (Math.imul(sum, 31) + text.charCodeAt(at)) & 0x3f_ff_ff_ff;
  }
  return sum;
}
