/**
 * A message that is too large for its receiver would be cut anywhere, or refused. So it gives up what it can best do
 * without, one step after the other until it fits:
 *
 * 1. response, request and resources, in this order, each replaced by `<omitted:BYTES>`;
 * 2. the texts of the header are shortened to 63 characters;
 * 3. the other pairs, from the last to the first, are shortened between characters to what is left, and end with an
 *    ellipsis; left out, where nothing of them fits or where they would be wrong when shortened.
 */
import { payloads } from "./attributes.ts";
import type { Attribute, Payload } from "./attributes.ts";
import { ellipsis, limited } from "./text.ts";

export interface Message {
  readonly header: Header;
  /** In order of importance. */
  readonly attributes: readonly Attribute[];
}

/** What differs from record to record. The format limits and escapes it. */
export interface Header {
  readonly version: string;
  readonly action: string;
  readonly name: string;
  readonly severity: number;
}

/** How a format writes a message: a head, and pairs between delimiters. */
export interface Syntax {
  /** Up to the first pair. */
  readonly head: (header: Header) => string;
  readonly delimiter: string;
  /** Escapes a text by escaping each of its characters. A plain text stays as it is. */
  readonly escape: (text: string) => string;
}

/** What any header leaves room for. */
const smallestMaxBytes = 1024;

/** Returns the writer of one format. Throws a RangeError where `maxBytes` is too small for a header. */
export function createWriter(syntax: Syntax, maxBytes: number): (message: Message) => string {
  if (!(maxBytes >= smallestMaxBytes))
    throw new RangeError(`maxBytes is at least ${smallestMaxBytes}, not ${maxBytes}`);
  return (message) => {
    const line = write(message, syntax);
    return fits(line, maxBytes) ? line : fitted(message, syntax, maxBytes);
  };
}

function fitted(message: Message, syntax: Syntax, maxBytes: number): string {
  let { header, attributes } = message;
  for (const payload of payloads) {
    attributes = attributes.map((attribute) => omitted(attribute, payload));
    const line = write({ header, attributes }, syntax);
    if (fits(line, maxBytes)) return line;
  }
  header = brief(header);
  const room = maxBytes - Buffer.byteLength(syntax.head(header));
  return write({ header, attributes: shortened(attributes, syntax, room) }, syntax);
}

/** No character takes more than three bytes, so most lines need not be looked at. */
function fits(line: string, maxBytes: number): boolean {
  return line.length * 3 <= maxBytes || Buffer.byteLength(line) <= maxBytes;
}

function write({ header, attributes }: Message, syntax: Syntax): string {
  let line = syntax.head(header);
  let delimiter = "";
  for (const attribute of attributes) {
    line += delimiter + pair(attribute, syntax);
    delimiter = syntax.delimiter;
  }
  return line;
}

function pair({ row, value, plain }: Attribute, { delimiter, escape }: Syntax): string {
  const { key, label } = row;
  const told = `${key}=${plain ? value : escape(value)}`;
  return label === undefined ? told : `${told}${delimiter}${key}Label=${escape(label)}`;
}

/** A value that is shorter than its marker stays. */
function omitted(attribute: Attribute, payload: Payload): Attribute {
  if (attribute.row.payload !== payload) return attribute;
  const value = `<omitted:${attribute.bytes}>`;
  return Buffer.byteLength(attribute.value) <= value.length
    ? attribute
    : { ...attribute, value, plain: true, whole: true };
}

function brief(header: Header): Header {
  return { ...header, action: limited(header.action, 63), name: limited(header.name, 63) };
}

/** As many bytes as `room` takes, delimiters included. */
function shortened(attributes: readonly Attribute[], syntax: Syntax, room: number): Attribute[] {
  const sizes = attributes.map((attribute) => sizeOf(attribute, syntax));
  let excess = sizes.reduce((sum, size) => sum + size, 0) - room;
  const kept: Attribute[] = [];
  for (const [index, attribute] of [...attributes.entries()].toReversed()) {
    const size = sizes[index] ?? 0;
    const left = excess <= 0 ? attribute : cutTo(attribute, syntax, size - excess);
    excess -= size - (left === undefined ? 0 : sizeOf(left, syntax));
    if (left !== undefined) kept.unshift(left);
  }
  return kept;
}

function cutTo(attribute: Attribute, syntax: Syntax, size: number): Attribute | undefined {
  if (attribute.whole) return undefined;
  let room = size - sizeOf({ ...attribute, value: ellipsis, plain: false }, syntax);
  let value = "";
  for (const character of attribute.value) {
    room -= Buffer.byteLength(syntax.escape(character));
    if (room < 0) break;
    value += character;
  }
  return value === "" ? undefined : { ...attribute, value: value + ellipsis, plain: false };
}

/** With the delimiter that sets it apart from the next pair. */
function sizeOf(attribute: Attribute, syntax: Syntax): number {
  return Buffer.byteLength(pair(attribute, syntax) + syntax.delimiter);
}
