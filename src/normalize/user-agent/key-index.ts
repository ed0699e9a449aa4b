interface Key {
  readonly text: string;
  readonly owners: readonly number[];
  /** How many of its characters come before the end of those that it is filed under. */
  readonly length: number;
}

/**
 * Finds in one pass who owns the keys that are in a text: texts of two characters or more, in lower case. Each is filed
 * under three of its characters that follow each other, those that the fewest other keys have. So most places of a text
 * need no more than a look into a table, and a text is compared with forty of two thousand keys.
 */
export class KeyIndex {
  /** Of each code the number of its drawer; 0 for none. */
  readonly #drawerOf = new Uint16Array(codes);
  readonly #drawers: Key[][] = [[]];
  readonly #keyless: readonly number[];

  /** The keys of each owner. One without any is in every text. */
  constructor(keysOf: readonly (readonly string[] | undefined)[]) {
    this.#keyless = [...keysOf.keys()].filter((owner) => keysOf[owner] === undefined);
    const ownersOf = invert(keysOf);
    const uses = usesOf(ownersOf.keys());
    for (const [text, owners] of ownersOf) {
      const { code, length } = rarest(text, uses);
      this.#drawer(code).push({ text, owners, length });
    }
  }

  /** In their order, each once. The text is in lower case. */
  ownersIn(text: string): readonly number[] {
    const owners = [...this.#keyless];
    let code = 0;
    for (let at = 1; at <= text.length; at += 1) {
      code = following(code, text.charCodeAt(at - 1));
      const three = this.#drawerOf[code] ?? 0;
      const two = this.#drawerOf[code & lastTwo] ?? 0;
      if (three !== 0) this.#collect(three, text, at, owners);
      if (two !== 0) this.#collect(two, text, at, owners);
    }
    return [...new Set(owners)].sort((a, b) => a - b);
  }

  #collect(drawer: number, text: string, end: number, owners: number[]): void {
    for (const key of this.#drawers[drawer] ?? []) {
      if (text.startsWith(key.text, end - key.length)) owners.push(...key.owners);
    }
  }

  #drawer(code: number): Key[] {
    const known = this.#drawers[this.#drawerOf[code] || this.#drawers.length];
    if (known !== undefined) return known;
    const drawer: Key[] = [];
    this.#drawerOf[code] = this.#drawers.push(drawer) - 1;
    return drawer;
  }
}

/** Five bits a character: letters differ from each other, and what shares a code with others is compared. */
const bits = 5;
const codes = 1 << (3 * bits);
const lastTwo = (1 << (2 * bits)) - 1;

function following(code: number, charCode: number): number {
  return ((code << bits) | (charCode & 0x1f)) & (codes - 1);
}

function invert(
  keysOf: readonly (readonly string[] | undefined)[],
): ReadonlyMap<string, readonly number[]> {
  const ownersOf = new Map<string, number[]>();
  for (const [owner, keys = []] of keysOf.entries()) {
    for (const key of keys) {
      const owners = ownersOf.get(key);
      if (owners === undefined) ownersOf.set(key, [owner]);
      else owners.push(owner);
    }
  }
  return ownersOf;
}

function usesOf(texts: Iterable<string>): Uint16Array {
  const uses = new Uint16Array(codes);
  for (const text of texts) {
    for (const { code } of places(text)) uses[code] = (uses[code] ?? 0) + 1;
  }
  return uses;
}

interface Place {
  readonly code: number;
  readonly length: number;
}

function rarest(text: string, uses: Uint16Array): Place {
  return places(text).reduce((a, b) => ((uses[b.code] ?? 0) < (uses[a.code] ?? 0) ? b : a));
}

/** Where three characters of a text end; a text of two has one place. */
function places(text: string): readonly Place[] {
  const found: Place[] = [];
  let code = 0;
  for (let length = 1; length <= text.length; length += 1) {
    code = following(code, text.charCodeAt(length - 1));
    if (length >= Math.min(3, text.length)) found.push({ code, length });
  }
  return found;
}
