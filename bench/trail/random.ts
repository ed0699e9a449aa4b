/** Chance that repeats itself: the same seed gives the same trail on every machine (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, less than `limit`, whole. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    return Math.floor((mix(this.#state) / 0x1_0000_0000) * limit);
  }

  chance(probability: number): boolean {
    return this.below(1_000_000) < probability * 1_000_000;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError("There is nothing to pick from");
    return item;
  }

  text(length: number, alphabet: string): string {
    let text = "";
    while (text.length < length) text += alphabet.charAt(this.below(alphabet.length));
    return text;
  }

  hex(length: number): string {
    return this.text(length, "0123456789abcdef");
  }

  /** The tail of an AWS identifier such as an access key. */
  key(length: number): string {
    return this.text(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
  }

  base64(length: number): string {
    return this.text(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }
}

/**
 * UUIDs that never repeat: the first 32 bits are a bijection of a count, the rest is chance.
 * They look alike to gzip, unlike a plain count.
 */
export function createUniqueIds(random: Random): () => string {
  let count = 0;
  return () => {
    const unique = permute(count).toString(16).padStart(8, "0");
    count += 1;
    return unique + random.uuid().slice(8);
  };
}

function mix(state: number): number {
  let hash = Math.imul(state ^ (state >>> 15), state | 1);
  hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
  return (hash ^ (hash >>> 14)) >>> 0;
}

/** Each step can be undone, so two counts never meet. */
function permute(count: number): number {
  let hash = count >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
