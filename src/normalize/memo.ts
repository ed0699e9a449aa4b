import { flat } from "./flat.ts";

/**
 * Remembers what was made of the texts that came last: `capacity` of them at most (two or more), half of that at least.
 * They are kept in two generations: when one is full, the other is dropped as a whole, so that no text has to carry a
 * mark or a place in a queue. Texts beyond `longest` characters, 256 unless told otherwise, are not kept.
 */
export function memo<T extends string | number | object | null>(
  capacity: number,
  make: (text: string) => T,
  longest = 256,
): (text: string) => T {
  const half = Math.max(1, Math.floor(capacity / 2));
  let recent = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return make(text);
    const known = recent.get(text);
    if (known !== undefined) return known;
    // A key that is a part of another text would keep the whole of it.
    const key = flat(text);
    const made = older.get(key) ?? make(key);
    if (recent.size >= half) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, made);
    return made;
  };
}
