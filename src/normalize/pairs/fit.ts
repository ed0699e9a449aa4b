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
import type { Header, Syntax } from "./syntax.ts";
import { ellipsis, limited } from "./text.ts";

export interface Message {
  readonly header: Header;
  readonly severity: number;
  /** In order of importance. */
  readonly attributes: readonly Attribute[];
}

/** What any header leaves room for. */
const smallestMaxBytes = 1024;

/** Throws a RangeError where that is too small for a header. */
export function checkedMaxBytes(maxBytes: number): number {
  if (maxBytes >= smallestMaxBytes) return maxBytes;
  throw new RangeError(`maxBytes is at least ${smallestMaxBytes}, not ${maxBytes}`);
}

/** The line of a message that doesn't fit as it is. */
export function fitted(message: Message, syntax: Syntax, maxBytes: number): string {
  let { header, attributes } = message;
  for (const payload of payloads) {
    attributes = omitting(payload, attributes);
    const line = write({ ...message, attributes }, syntax);
    if (fits(line, maxBytes)) return line;
  }
  header = brief(header);
  const room = maxBytes - Buffer.byteLength(headOf({ ...message, header }, syntax));
  attributes = shortened(attributes, syntax, room);
  return write({ ...message, header, attributes }, syntax);
}

/** No character takes more than three bytes, so most lines need not be looked at. */
export function fits(line: string, maxBytes: number): boolean {
  return line.length * 3 <= maxBytes || Buffer.byteLength(line) <= maxBytes;
}

export function written({ pair, value }: Attribute, { escape }: Syntax): string {
  return pair.before + escape(value) + pair.after;
}

function write(message: Message, syntax: Syntax): string {
  let line = headOf(message, syntax);
  let delimiter = "";
  for (const attribute of message.attributes) {
    line += delimiter + written(attribute, syntax);
    ({ delimiter } = syntax);
  }
  return line;
}

function headOf({ header, severity }: Message, syntax: Syntax): string {
  return syntax.head(header) + syntax.severity(severity);
}

/** A loop, as in `write`: V8 would compile the closure for a `map` anew after each collection of the heap. */
function omitting(payload: Payload, attributes: readonly Attribute[]): readonly Attribute[] {
  const left: Attribute[] = [];
  for (const attribute of attributes) left.push(omitted(attribute, payload));
  return left;
}

/** A value that is shorter than its marker stays. */
function omitted(attribute: Attribute, payload: Payload): Attribute {
  if (attribute.pair.payload !== payload) return attribute;
  const value = `<omitted:${Buffer.byteLength(attribute.text)}>`;
  return Buffer.byteLength(attribute.value) <= value.length
    ? attribute
    : { ...attribute, value, whole: true };
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
  let room = size - sizeOf({ ...attribute, value: ellipsis }, syntax);
  let value = "";
  for (const character of attribute.value) {
    room -= Buffer.byteLength(syntax.escape(character));
    if (room < 0) break;
    value += character;
  }
  return value === "" ? undefined : { ...attribute, value: value + ellipsis };
}

/** With the delimiter that sets it apart from the next pair. */
function sizeOf(attribute: Attribute, syntax: Syntax): number {
  return Buffer.byteLength(written(attribute, syntax) + syntax.delimiter);
}
