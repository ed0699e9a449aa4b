import type { JsonObject, JsonValue } from "../event.ts";
import type { MemberGroup } from "./group.ts";
import type { MemberTable } from "./members.ts";
import { memberNames } from "./names.ts";
import { recurringText, recurringValue } from "./recurring.ts";

type Values = (JsonValue | undefined)[];

const noValues: Readonly<Values> = memberNames.map(() => undefined);
const everything = new Uint8Array(memberNames.length).fill(1);

/** What members stand in. */
export interface Text {
  readonly chunk: Buffer;
  /** Between two positions of the chunk. */
  part(from: number, to: number): string;
}

/** A record's members by their names, each parsed when it is first asked for. */
export class MembersView implements JsonObject {
  readonly [name: string]: JsonValue;
  readonly #record: Text;
  readonly #table: MemberTable;
  readonly #row: number;
  readonly #values: Values;
  /** 1 for the names that it shows. */
  #mask: Uint8Array = everything;

  static {
    for (const [index, name] of memberNames.entries()) {
      Object.defineProperty(MembersView.prototype, name, {
        get(this: MembersView) {
          return this.#value(index);
        },
      });
    }
  }

  /** What the row tells of has to be valid JSON. */
  constructor(record: Text, table: MemberTable, row: number, values: Values = noValues.slice()) {
    this.#record = record;
    this.#table = table;
    this.#row = row;
    this.#values = values;
  }

  /** Shows the members of a group; what one of the two has parsed, the other has, too. */
  static only(view: MembersView, { mask }: MemberGroup): MembersView {
    const some = new MembersView(view.#record, view.#table, view.#row, view.#values);
    some.#mask = mask;
    return some;
  }

  #value(name: number): JsonValue | undefined {
    if (this.#mask[name] === 0) return undefined;
    const known = this.#values[name];
    if (known !== undefined) return known;
    const from = this.#table.start(this.#row, name);
    if (from === 0) return undefined;
    const to = this.#table.end(this.#row, name);
    const value =
      recurring[name] === 1 && this.#mask === everything
        ? recurringValue(this.#record.chunk, { from, to }, () => parse(this.#record.part(from, to)))
        : parsed(this.#record, from, to, unique[name] === 1);
    this.#values[name] = value;
    return value;
  }
}

/** The members of a record that are in a group. */
export function fieldsIn(fields: JsonObject | null, group: MemberGroup): JsonObject {
  if (fields instanceof MembersView) return MembersView.only(fields, group);
  const found: Record<string, JsonValue> = {};
  for (const name of group.names) {
    const value = fields?.[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

const quote = 0x22;
const letters = { t: 0x74, f: 0x66, n: 0x6e } as const;

/** Texts that no two records share, or few: they are not worth remembering. */
const uniqueNames = new Set<string>([
  "eventID",
  "eventId",
  "requestID",
  "sharedEventID",
  "errorMessage",
]);
const unique = Uint8Array.from(memberNames, (name) => (uniqueNames.has(name) ? 1 : 0));

/** Objects that few callers and connections have, and many records. What is read of an excerpt is remembered by what is made of it. */
const recurringNames = new Set<string>(["userIdentity", "tlsDetails"]);
const recurring = Uint8Array.from(memberNames, (name) => (recurringNames.has(name) ? 1 : 0));

function parsed(record: Text, from: number, to: number, isUnique: boolean): JsonValue {
  switch (record.chunk[from]) {
    case quote:
      return parsedText(record, from, to, isUnique);
    case letters.t:
      return true;
    case letters.f:
      return false;
    case letters.n:
      return null;
    default:
      return parse(record.part(from, to));
  }
}

function parsedText({ chunk }: Text, from: number, to: number, isUnique: boolean): JsonValue {
  const text = isUnique
    ? chunk.toString("utf8", from + 1, to - 1)
    : recurringText(chunk, from + 1, to - 1);
  return text.includes("\\") ? parse(`"${text}"`) : text;
}

function parse(source: string): JsonValue {
  return JSON.parse(source);
}
