/**
 * The parts of a record that have no schema, in the forms that documents have of them. They are read where they stand:
 * JSON.parse, and going over what it gives once for each form, would cost twice as much.
 */
import type { JsonObject, JsonValue, TrailRecord } from "../../../event.ts";
import { isJsonObject } from "../../../event.ts";
import { Slice } from "../../../runtime/slice.ts";
import { edited } from "./edits.ts";
import { keyHash } from "./hash.ts";
import { PayloadReader } from "./reader.ts";
import type { Reading } from "./reader.ts";
import { isIndexable } from "./size.ts";

/** JSON texts. */
export interface Payload {
  /** As CloudTrail wrote it. */
  readonly source: string | undefined;
  /** A text, as Java prints its maps: what published rules search with wildcards. Undefined where it says nothing. */
  readonly javaText: string | undefined;
  /**
   * An object that is fit for a `flattened` field: one field for the whole tree, so that keys without end can't explode
   * the index. Undefined where nothing is left, where it is too large to be indexed, and for any other value.
   */
  readonly flattened: string | undefined;
  /**
   * Whether it may have something that other parts of the document look for. Of captured payloads one in fourteen may:
   * the others are never parsed.
   */
  readonly isTelling: boolean;
}

/** The keys that other parts of the document look for, at the top of a payload. The name of the event is one as well. */
const wanted = new Set(
  [
    "computerName",
    "group",
    "groupName",
    "instanceId",
    "instanceIds",
    "instancesSet",
    "newUserName",
    "resourceId",
    "sourceIpAddress",
    "target",
    "user",
    "userName",
  ].map(keyHash),
);

const reader = new PayloadReader(wanted);

const noPayload: Payload = {
  source: undefined,
  javaText: undefined,
  flattened: undefined,
  isTelling: false,
};
const noName = 0;
const openBrace = 0x7b;

/** `eventName` is the hash of the event's name. */
export function payloadOf(record: TrailRecord, name: string, eventName = noName): Payload {
  const source = record.source(name);
  if (source === undefined || source === "null") return noPayload;
  return read(record.member(name) ?? bytesOf(source), source, eventName);
}

/** Of a value that is no member of a record. */
export function payloadIn(value: JsonValue): Payload {
  const source = JSON.stringify(value);
  return read(bytesOf(source), source, noName);
}

/** The form for a `flattened` field, parsed. */
export function flattened(value: JsonValue | undefined): JsonObject | undefined {
  const text = isJsonObject(value) ? payloadIn(value).flattened : undefined;
  if (text === undefined) return undefined;
  const object: JsonObject = JSON.parse(text);
  return object;
}

function bytesOf(source: string): Slice {
  return new Slice(Buffer.from(source));
}

function read(bytes: Slice, source: string, eventName: number): Payload {
  const reading = reader.read(bytes, eventName);
  if (!reading.mayRepeat) return formsOf(bytes, source, reading);
  // Written anew, an object has each key once. None of 4,411 captured records needs that.
  const single = JSON.stringify(JSON.parse(source));
  const singleBytes = bytesOf(single);
  return formsOf(singleBytes, single, reader.read(singleBytes, eventName));
}

function formsOf(bytes: Slice, source: string, reading: Reading): Payload {
  const { javaText, isTelling } = reading;
  return { source, javaText, flattened: flattenedText(bytes, source, reading), isTelling };
}

function flattenedText(
  bytes: Slice,
  source: string,
  { edits, isRenamed }: Reading,
): string | undefined {
  if (edits === undefined || bytes.chunk[bytes.start] !== openBrace) return undefined;
  // Two thirds of captured payloads are copied.
  const swept = edits.length === 0 ? source : edited(bytes, edits);
  const text = isRenamed ? JSON.stringify(JSON.parse(swept)) : swept;
  return isIndexable(text) ? text : undefined;
}
