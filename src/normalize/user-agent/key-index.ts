interface Key {
  readonly text: string;
  readonly owners: readonly number[];
  /** Where in it the characters end that it is filed under. */
  readonly end: number;
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
      const { code, end } = rarest(text, uses);
      this.#drawer(code).push({ text, owners, end });
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
      if (text.startsWith(key.text, end - key.end)) owners.push(...key.owners);
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

/** How many texts have three characters in a row of each code. */
function usesOf(texts: Iterable<string>): Uint16Array {
  const uses = new Uint16Array(codes);
  for (const text of texts) {
    let code = 0;
    for (let end = 1; end <= text.length; end += 1) {
      code = following(code, text.charCodeAt(end - 1));
      if (end >= 3) uses[code] = (uses[code] ?? 0) + 1;
    }
  }
  return uses;
}

/** The rarest three characters in a row, and where they end. A text of two is filed under both. */
function rarest(text: string, uses: Uint16Array): { readonly code: number; readonly end: number } {
  let least = 0;
  let best = { code: 0, end: 0 };
  let code = 0;
  for (let end = 1; end <= text.length; end += 1) {
    code = following(code, text.charCodeAt(end - 1));
    const used = uses[code] ?? 0;
    if (end < Math.min(3, text.length) || (best.end > 0 && used >= least)) continue;
    least = used;
    best = { code, end };
  }
  return best;
}
