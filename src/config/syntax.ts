/**
 * From bytes to one YAML document. The messages are our own: those of the parser quote the file, which may hold secrets.
 */
import { LineCounter, isScalar, parseAllDocuments, type Document, type ErrorCode } from "yaml";

/** The file as a whole is of no use; the message says why. */
export class UnusableFile extends Error {
  /** Where in the text, if anywhere. */
  readonly position: string;

  constructor(message: string, position = "") {
    super(message);
    this.position = position;
  }
}

export interface Parsed {
  readonly document: Document;
  readonly lines: LineCounter;
}

const maxBytes = 256 * 1024;

/** Throws `UnusableFile`. */
export function parseYaml(bytes: Buffer): Parsed {
  if (bytes.length > maxBytes) throw new UnusableFile("the file is larger than 256KiB");
  const lines = new LineCounter();
  const documents = [
    ...parseAllDocuments(decode(bytes), { lineCounter: lines, prettyErrors: false }),
  ];
  const [trouble] = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  if (trouble !== undefined)
    throw new UnusableFile(messages[trouble.code], positionOf(trouble.pos[0], lines));
  const [document, second] = documents;
  if (second !== undefined)
    throw new UnusableFile(messages.MULTIPLE_DOCS, positionOf(second.range[0], lines));
  if (document === undefined || isEmpty(document.contents))
    throw new UnusableFile("the file holds no configuration");
  return { document, lines };
}

function isEmpty(contents: unknown): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnusableFile("the file is not UTF-8 text");
  }
}

function positionOf(offset: number, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

const quoteHint =
  'put a value in quotes if it has ": " or, inside { } or [ ], a bracket or comma, as in "${NAME}"';
const structure = `this is not the structure of YAML; check the indentation, and ${quoteHint}`;

const messages: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias (*name) can have neither an anchor nor a tag",
  BAD_ALIAS: "an anchor or alias has no proper name",
  BAD_COLLECTION_TYPE: "a tag does not fit the value after it",
  BAD_DIRECTIVE: "a line that begins with % is not a directive of YAML",
  BAD_DQ_ESCAPE:
    "there is no such escape in double quotes; write \\\\ for a backslash, or use single quotes",
  BAD_INDENT: "the indentation does not fit the lines before, or a bracket is not closed",
  BAD_PROP_ORDER: "an anchor or tag stands in the wrong place",
  BAD_SCALAR_START: "a text can't begin with @ or ` unless it is in quotes",
  BLOCK_AS_IMPLICIT_KEY: `a key and its value stand where a single value belongs; ${quoteHint}`,
  BLOCK_IN_FLOW: "lines with keys or dashes can't stand inside { } or [ ]",
  DUPLICATE_KEY: "the same key stands here for the second time",
  IMPOSSIBLE: structure,
  KEY_OVER_1024_CHARS: "a key is longer than 1024 characters",
  MISSING_CHAR: "a quote, a bracket or the colon after a key is missing",
  MULTILINE_IMPLICIT_KEY: "a key can't go over several lines; is a colon or a quote missing?",
  MULTIPLE_ANCHORS: "a value can have one anchor only",
  MULTIPLE_DOCS: "a second document begins; the file must hold one",
  MULTIPLE_TAGS: "a value can have one tag only",
  NON_STRING_KEY: "a key is not text",
  RESOURCE_EXHAUSTION: "the values are nested too deeply",
  TAB_AS_INDENT: "tabs can't be used as indentation; use spaces",
  TAG_RESOLVE_FAILED: "this tag means nothing here",
  UNEXPECTED_TOKEN: structure,
};
