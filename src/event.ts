/**
 * The few types that cross stages: what one record is, where it came from, and what became of it.
 */
import type { Cut } from "./record/cut.ts";
import { spelled, type Excerpt } from "./record/excerpt.ts";
import type { MemberGroup } from "./record/group.ts";
import { idAt, idOf, scopeOf, timeOf } from "./record/identity.ts";
import { MemberTable } from "./record/members.ts";
import { indexOfName } from "./record/names.ts";
import { parsedObject, printedValue } from "./record/parsed.ts";
import { noteMembers } from "./record/scan.ts";
import { MembersView } from "./record/view.ts";
import type { Quotation } from "./runtime/quotation.ts";
import { Slice } from "./runtime/slice.ts";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An S3 object as a notification names it; the key is decoded. */
export interface ObjectReference {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  /** Bytes as stored, where the notification tells. */
  readonly size?: number;
}

/**
 * How a claim on a queue message ends in this process.
 * `delete`: every record was taken. `release`: visible again after a delay that grows with the receive count.
 * `keep`: this process can't ever handle it; hidden for longer, and left to the queue's redrive policy.
 */
export type Settlement =
  | { readonly kind: "delete" }
  | { readonly kind: "release"; readonly reason: ReleaseReason }
  | { readonly kind: "keep"; readonly reason: KeepReason };

export type ReleaseReason =
  | "draining"
  | "lease_expired"
  | "object_damaged"
  | "object_missing"
  | "object_unreadable"
  | "record_rejected"
  | "unconfirmed"
  | "bug";

export type KeepReason =
  | "bucket_not_allowed"
  | "not_cloudtrail"
  | "not_understood"
  | "object_archived"
  | "object_damaged"
  | "object_too_large"
  | "record_too_large"
  | "nesting_too_deep"
  | "unsupported";

/**
 * A claim that is settled once, when its last holder is done: deleted, or given back if any holder failed.
 * It starts with one holder, its creator. Counted, not chained: a batch holds as many as it carries events.
 */
export interface Receipt {
  hold(count: number): void;
  complete(count: number): void;
  fail(failure: Exclude<Settlement, { kind: "delete" }>, count: number): void;
}

/** What the records of one object share: where they came from, and the claim they hold. */
export interface Origin {
  readonly object: ObjectReference;
  /** The queue message that announced the object. */
  readonly notificationId: string;
  readonly receipt: Receipt;
}

/**
 * One CloudTrail record: the exact bytes that CloudTrail wrote, and what was read of them, once, when first asked for,
 * whatever the number of destinations. It lives as long as its batch, so it is small: it has no view of its bytes.
 */
export class TrailRecord extends Slice {
  readonly origin: Origin;
  /** Position in the object, from 0. */
  readonly index: number;
  #table: MemberTable | null | undefined;
  #row: number;
  #text: string | undefined;
  #fields: JsonObject | null | undefined;
  /** Where its event id is, and what its id has before that; undefined where nobody has looked, or where it has none. */
  #idStart = 0;
  #scope: string | undefined;
  #time: number | undefined;

  /** Without a cut the chunk is the record. */
  constructor(chunk: Buffer, origin: Origin, index: number, cut?: Cut) {
    super(chunk, cut?.start, cut?.end, cut?.memory);
    this.hold();
    this.origin = origin;
    this.index = index;
    this.#table = cut === undefined ? undefined : cut.table;
    this.#row = cut === undefined ? -1 : cut.row;
    this.#table?.hold();
  }

  /** JSON has line breaks between tokens only. Where the members are noted there are none. */
  get isOnOneLine(): boolean {
    if (this.#noted() !== null) return true;
    const { bytes } = this;
    return !bytes.includes(0x0a) && !bytes.includes(0x0d);
  }

  get text(): string {
    this.#text ??= this.toString();
    return this.#text;
  }

  /**
   * The record's members, or null where the bytes are no JSON object. To be read by name only: a member may be parsed no
   * earlier than that, so listing and printing the object tells nothing. See `names` and `source`.
   */
  get fields(): JsonObject | null {
    if (this.#fields === undefined) {
      const table = this.#noted();
      this.#fields =
        table === null ? parsedObject(this.text) : new MembersView(this, table, this.#row);
    }
    return this.#fields;
  }

  /** The names of the members, in their order. */
  get names(): readonly string[] {
    return this.#noted()?.names(this.#row) ?? Object.keys(this.fields ?? {});
  }

  /** The bytes of `source`; undefined also where the members are not noted. */
  member(name: string): Slice | undefined {
    const index = indexOfName(name);
    const from = this.#noted()?.start(this.#row, index) ?? 0;
    return from === 0 ? undefined : new Slice(this.chunk, from, this.#table?.end(this.#row, index));
  }

  /** The JSON text of a member, on one line; undefined where there is none of that name. */
  source(name: string): string | undefined {
    const table = this.#noted();
    if (table !== null) {
      const index = indexOfName(name);
      const from = table.start(this.#row, index);
      return from === 0 ? undefined : this.part(from, table.end(this.#row, index));
    }
    const value = this.fields?.[name];
    return value === undefined ? undefined : printedValue(value);
  }

  excerpt(group: MemberGroup): Excerpt {
    return this.#noted()?.excerpt(this.#row, group, this) ?? spelled(group, this);
  }

  /** At most `longestId` letters, digits and `_.:*-`. The same record has the same id in every delivery: account, region and event id, or a hash of the bytes where it has no event id. */
  get id(): string {
    return idAt(this.chunk, this.#idStart, this.#scope) ?? idOf(this);
  }

  /** Milliseconds since the epoch, from `eventTime` where it is a time. */
  get time(): number | undefined {
    this.#time ??= timeOf(this.fields);
    return Number.isNaN(this.#time) ? undefined : this.#time;
  }

  /** Drops the text and the parsed form, which must not outlive the encoding: a batch keeps its records until it is delivered. */
  forget(): void {
    const fields = this.#fields;
    if (fields !== undefined) {
      this.#scope = scopeOf(fields);
      this.#idStart = this.#table?.start(this.#row, eventIdName) ?? 0;
      this.#time ??= timeOf(fields);
    }
    this.#text = undefined;
    this.#fields = undefined;
    this.#table?.release();
    this.#table = undefined;
  }

  /**
   * The text between two positions of the chunk. Where a character is a byte, a slice of the whole text costs a tenth of
   * making another string.
   */
  part(from: number, to: number): string {
    const { text, start } = this;
    return text.length === this.byteLength
      ? text.slice(from - start, to - start)
      : this.chunk.toString("utf8", from, to);
  }

  /** The table that tells where the members are, null where only parsing can tell. */
  #noted(): MemberTable | null {
    if (this.#table === undefined) {
      const table = new MemberTable(1);
      this.#row = noteMembers(this.chunk, this, table);
      this.#table = this.#row < 0 ? null : table;
    }
    return this.#table;
  }
}

const eventIdName = indexOfName("eventID");

/** A record in the form one or more destinations want. */
export interface EncodedEvent {
  readonly record: TrailRecord;
  /** One document or message as UTF-8, without its framing; never holds a line feed. */
  readonly body: Slice;
}

export interface Batch {
  readonly events: readonly EncodedEvent[];
  /** Sum of the bodies' `byteLength`. */
  readonly bytes: number;
}

export function batchOf(events: readonly EncodedEvent[]): Batch {
  return { events, bytes: events.reduce((sum, { body }) => sum + body.byteLength, 0) };
}

/** An event that a destination will never take, or a record that can't be encoded. */
export interface Rejection {
  readonly record: TrailRecord;
  readonly reason: RejectReason;
  /** The destination's own words, shortened. */
  readonly message: string;
  /** How often it was sent, as part of any batch; absent where it never was. */
  readonly attempts?: number;
}

export type RejectReason =
  | "mapping"
  | "too_large"
  | "refused"
  | "not_json"
  | "not_an_object"
  | "overflow";

/** Pure: record in, text out. Never throws for a JSON object; null where the record can't be encoded. */
export type Normalize = (record: TrailRecord) => string | Quotation | Slice | null;
