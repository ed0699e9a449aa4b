interface Key {
  readonly text: string;
  readonly owners: readonly number[];
  /** Where in it the run ends that it is filed under. */
  readonly end: number;
}

/**
 * Finds in one pass who owns the keys that are in a text: texts of two characters or more, in lower case. Each is filed
 * under a run of its characters: the four in a row that the fewest other keys have, or all of a shorter one. A new agent
 * finds the processor's caches full of other things, and waits for whatever it touches. So most places of a text need no
 * more than a bit, all bits together are small, and few keys are looked at that are not in the text.
 */
export class KeyIndex {
  readonly #keysOf = new Map<number, Key[]>();
  /** A bit for each run that keys are filed under. Some runs share one. */
  readonly #marks = new Uint8Array(marks >> 3);
  readonly #keyless: readonly number[];

  /** The keys of each owner. One without any is in every text. */
  constructor(keysOf: readonly (readonly string[] | undefined)[]) {
    this.#keyless = [...keysOf.keys()].filter((owner) => keysOf[owner] === undefined);
    const ownersOf = invert(keysOf);
    const uses = usesOf(ownersOf.keys());
    for (const [text, owners] of ownersOf) {
      const { run, end } = rarest(text, uses);
      this.#file(run, { text, owners, end });
    }
  }

  /** In their order, each once. The text is in lower case. */
  ownersIn(text: string): readonly number[] {
    const owners = [...this.#keyless];
    let four = 0;
    for (let at = 0; at < text.length; at += 1) {
      four = following(four, text.charCodeAt(at));
      const three = four & lastThree;
      const two = four & lastTwo;
      if (this.#isMarked(four)) this.#collect(four, text, at + 1, owners);
      if (this.#isMarked(three)) this.#collect(three, text, at + 1, owners);
      if (this.#isMarked(two)) this.#collect(two, text, at + 1, owners);
    }
    return owners.sort(ascending).filter(isFirst);
  }

  #collect(run: number, text: string, end: number, owners: number[]): void {
    const keys = this.#keysOf.get(run);
    if (keys === undefined) return;
    for (const key of keys) {
      if (text.startsWith(key.text, end - key.end)) owners.push(...key.owners);
    }
  }

  #isMarked(run: number): boolean {
    const mark = markOf(run);
    return ((this.#marks[mark >> 3] ?? 0) & (1 << (mark & 7))) !== 0;
  }

  #file(run: number, key: Key): void {
    const mark = markOf(run);
    this.#marks[mark >> 3] = (this.#marks[mark >> 3] ?? 0) | (1 << (mark & 7));
    const keys = this.#keysOf.get(run);
    if (keys === undefined) this.#keysOf.set(run, [key]);
    else keys.push(key);
  }
}

/** Characters in a row, seven bits each: where two share them, the whole keys are compared. */
const longestRun = 4;
const bits = 7;
const lastFour = (1 << (4 * bits)) - 1;
const lastThree = (1 << (3 * bits)) - 1;
const lastTwo = (1 << (2 * bits)) - 1;

function ascending(one: number, other: number): number {
  return one - other;
}

function isFirst(owner: number, at: number, sorted: readonly number[]): boolean {
  return owner !== sorted[at - 1];
}

function following(run: number, charCode: number): number {
  return ((run << bits) | (charCode & 0x7f)) & lastFour;
}

const markBits = 16;
const marks = 1 << markBits;

function markOf(run: number): number {
  return Math.imul(run, 0x9e_37_79_b1) >>> (32 - markBits);
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

/** How many texts have a run of each mark. */
function usesOf(texts: Iterable<string>): Uint16Array {
  const uses = new Uint16Array(marks);
  for (const text of texts) {
    let run = 0;
    for (let end = 1; end <= text.length; end += 1) {
      run = following(run, text.charCodeAt(end - 1));
      if (end >= longestRun) uses[markOf(run)] = (uses[markOf(run)] ?? 0) + 1;
    }
  }
  return uses;
}

/** The rarest of the runs that a text may be filed under, and where it ends. */
function rarest(text: string, uses: Uint16Array): { readonly run: number; readonly end: number } {
  let least = 0;
  let best = { run: 0, end: 0 };
  let run = 0;
  for (let end = 1; end <= text.length; end += 1) {
    run = following(run, text.charCodeAt(end - 1));
    const used = uses[markOf(run)] ?? 0;
    if (end < Math.min(longestRun, text.length) || (best.end > 0 && used >= least)) continue;
    least = used;
    best = { run, end };
  }
  return best;
}
