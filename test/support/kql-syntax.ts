/**
 * The notation of published rules: Kibana's query language without ranges, nested queries and wildcards in field names.
 * `not` binds tighter than `and`, which binds tighter than `or`; a value with a blank is quoted, or has `\` before the blank.
 */

export type Condition =
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | { readonly kind: "field"; readonly field: string; readonly value: Value };

/** What a field is asked for: any value at all, or one that the pattern matches whole. */
export type Value = { readonly kind: "any" } | { readonly kind: "like"; readonly pattern: RegExp };

/** Throws a SyntaxError that names the place. */
export function parseCondition(text: string): Condition {
  const parser = new Parser(text);
  const condition = parser.disjunction(undefined);
  parser.take("end");
  return condition;
}

type Kind = "(" | ")" | ":" | "and" | "or" | "not" | "word" | "quoted" | "end";

interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly at: number;
}

class Parser {
  readonly #text: string;
  readonly #tokens: Token[];

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  /** Within `field:(…)` the field is known, and values stand where conditions do elsewhere. */
  disjunction(field: string | undefined): Condition {
    return this.#series("or", () => this.#series("and", () => this.#negation(field)));
  }

  take(kind: Kind): Token {
    const token = this.#tokens.shift();
    if (token?.kind !== kind) throw this.#unexpected(token, kind);
    return token;
  }

  #series(kind: "and" | "or", part: () => Condition): Condition {
    const first = part();
    const parts = [first];
    while (this.#takeIf(kind)) parts.push(part());
    return parts.length === 1 ? first : { kind, parts };
  }

  #negation(field: string | undefined): Condition {
    if (this.#takeIf("not")) return { kind: "not", part: this.#negation(field) };
    if (this.#takeIf("(")) return this.#closed(field);
    return field === undefined ? this.#named() : { kind: "field", field, value: this.#value() };
  }

  #named(): Condition {
    const field = this.take("word").text;
    this.take(":");
    return this.#takeIf("(") ? this.#closed(field) : { kind: "field", field, value: this.#value() };
  }

  #closed(field: string | undefined): Condition {
    const condition = this.disjunction(field);
    this.take(")");
    return condition;
  }

  #value(): Value {
    const quoted = this.#tokens[0]?.kind === "quoted";
    const { text } = this.take(quoted ? "quoted" : "word");
    if (text === "*" && !quoted) return { kind: "any" };
    return { kind: "like", pattern: patternOf(text, !quoted) };
  }

  #takeIf(kind: Kind): boolean {
    if (this.#tokens[0]?.kind !== kind) return false;
    this.#tokens.shift();
    return true;
  }

  #unexpected(token: Token | undefined, wanted: Kind): SyntaxError {
    const found = token === undefined || token.kind === "end" ? "the end" : `"${token.text}"`;
    const at = token?.at ?? this.#text.length;
    return new SyntaxError(`Expected ${wanted} but found ${found} at ${at} of: ${this.#text}`);
  }
}

const keywords: ReadonlyMap<string, Kind> = new Map([
  ["and", "and"],
  ["or", "or"],
  ["not", "not"],
]);

/** A mark, a quoted text, or a word; `<`, `>`, `{` and `}` would start what is left out. */
const token = /(?<mark>[():])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>(?:[^\s():"\\<>{}]|\\.)+)/suy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const at = text.slice(token.lastIndex).search(/\S/u) + token.lastIndex;
    token.lastIndex = at;
    const groups = token.exec(text)?.groups;
    if (groups === undefined) throw new SyntaxError(`Cannot read "${text.slice(at)}" of: ${text}`);
    tokens.push({ ...kindAndText(groups), at });
  }
  return [...tokens, { kind: "end", text: "", at: end }];
}

function kindAndText(groups: Readonly<Record<string, string>>): Pick<Token, "kind" | "text"> {
  const { mark, quoted, word = "" } = groups;
  if (mark === "(" || mark === ")" || mark === ":") return { kind: mark, text: mark };
  if (quoted !== undefined) return { kind: "quoted", text: quoted };
  return { kind: keywords.get(word.toLowerCase()) ?? "word", text: word };
}

/** `\` takes the meaning from the character after it. */
function patternOf(text: string, withWildcards: boolean): RegExp {
  const source = text.replaceAll(/\\(.)|[^\\]/gsu, (part, escaped: string | undefined) =>
    part === "*" && withWildcards ? ".*" : RegExp.escape(escaped ?? part),
  );
  return new RegExp(`^${source}$`, "su");
}
