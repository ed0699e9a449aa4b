/**
 * The YAML of a configuration file as plain values: variables filled in, secrets wrapped, and for each value
 * where it stands and what is written there, so that a message can point at it.
 */
import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Pair } from "yaml";
import { whyUnreadable, type Environment } from "./environment.ts";
import { fill, wholeFile } from "./interpolate.ts";
import { FileSecret, FixedSecret, secretKeys, secretProblem } from "./secrets.ts";
import { UnusableFile } from "./syntax.ts";

export type Path = readonly (string | number)[];

export interface Place {
  /** Position in the text of the file: of the key, or of the item of a list. */
  readonly offset: number;
  /** The source of a scalar, fit to be shown; absent for maps and lists, and for secrets. */
  readonly written?: string;
}

export interface Finding {
  readonly path: Path;
  /** Second half of a sentence that begins with the path, or with the value. */
  readonly message: string;
  /** The message begins with the value, which is no secret and is shown. */
  readonly showsValue?: true;
}

export interface Reading {
  /** Values; `unreadable` where a problem was found. */
  readonly tree: unknown;
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
  /** By path, as `pathKey` writes it. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Fits no field, so that nothing is concluded from a value that has a problem already. */
const unreadable = Symbol("unreadable");

const noValue = "has no value; write one or leave the key out";
const maxDepth = 20;
const maxValues = 10_000;

export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** In quotes, on one line, and not too long for it. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

/** Throws `UnusableFile` where there is too much of it; problems of single values are part of the reading. */
export function readDocument(document: Document, environment: Environment): Reading {
  const reader = new DocumentReader(document, environment);
  const tree = reader.read(document.contents, { path: [], offset: 0 });
  const { problems, warnings, places } = reader;
  return { tree, problems, warnings, places };
}

interface Position {
  readonly path: Path;
  readonly offset: number;
}

class DocumentReader {
  readonly problems: Finding[] = [];
  readonly warnings: Finding[] = [];
  readonly places = new Map<string, Place>();
  readonly #document: Document;
  readonly #environment: Environment;

  constructor(document: Document, environment: Environment) {
    this.#document = document;
    this.#environment = environment;
  }

  /** An alias may repeat a value, itself included: depth and number of values are limited. */
  read(given: unknown, { path, offset }: Position): unknown {
    const node = isAlias(given) ? given.resolve(this.#document) : given;
    this.#note(node, { path, offset });
    if (isMap(node))
      return Object.fromEntries(node.items.flatMap((pair) => this.#pair(pair, path)));
    if (isSeq(node))
      return node.items.map((item, index) =>
        this.read(item, { path: [...path, index], offset: offsetOf(item) ?? offset }),
      );
    if (isScalar(node)) return this.#scalar(node.value, path);
    return this.#refuse(path, isAlias(given) ? "is an alias of nothing above it" : noValue);
  }

  #note(node: unknown, { path, offset }: Position): void {
    const written = isSecretPath(path) ? undefined : writtenAs(node);
    this.places.set(pathKey(path), written === undefined ? { offset } : { offset, written });
    if (path.length > maxDepth) throw new UnusableFile("the values are nested too deeply");
    if (this.places.size > maxValues) throw new UnusableFile("the file holds too many values");
  }

  #pair({ key, value }: Pair, path: Path): [string, unknown][] {
    if (!isScalar(key) || (typeof key.value === "object" && key.value !== null)) {
      this.#refuse(path, "has a key that is not text");
      return [];
    }
    const name = String(key.value);
    const position = { path: [...path, name], offset: offsetOf(key) ?? 0 };
    return [[name, this.read(value, position)]];
  }

  #scalar(value: unknown, path: Path): unknown {
    if (value === null || value === undefined) return this.#refuse(path, noValue);
    if (typeof value === "string") return this.#text(value, path);
    if (typeof value === "number" || typeof value === "boolean") return value;
    return this.#refuse(path, "has a tag that means nothing here");
  }

  #text(text: string, path: Path): unknown {
    const filled = fill(text, this.#environment);
    if (filled.kind === "failed") return this.#refuse(path, filled.problem);
    if (!isSecretPath(path)) return filled.text;
    for (const file of filled.files) this.#checkAccess(file, path);
    const problem = secretProblem(filled.text);
    if (problem !== undefined) return this.#refuse(path, problem);
    const file = wholeFile(text);
    return file === undefined
      ? new FixedSecret(filled.text)
      : new FileSecret(file, filled.text, this.#environment);
  }

  #checkAccess(file: string, path: Path): void {
    const found = accessProblem(file, this.#environment);
    if (found !== undefined) this.warnings.push({ path, message: found });
  }

  #refuse(path: Path, message: string): symbol {
    this.problems.push({ path, message });
    return unreadable;
  }
}

/** An @ may follow the password in a URL. */
function writtenAs(node: unknown): string | undefined {
  if (!isScalar(node) || node.source === undefined || node.source.includes("@")) return undefined;
  return typeof node.value === "string" ? quote(node.source) : node.source;
}

function isSecretPath(path: Path): boolean {
  return secretKeys.has(String(path.at(-1)));
}

/** A group may be meant to read: that is how Kubernetes gives a secret to a user that is not root. */
function accessProblem(file: string, { files }: Environment): string | undefined {
  try {
    const open = (files.stat(file).mode & 0o004) !== 0;
    return open
      ? `comes from ${JSON.stringify(file)}, which every user of this machine may read`
      : undefined;
  } catch (error) {
    return `comes from ${JSON.stringify(file)}, which ${whyUnreadable(error)}`;
  }
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
