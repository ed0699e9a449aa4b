import {
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  json,
  property,
  string,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { MemberTable } from "../../src/record/members.ts";
import { indexOfName, memberNames } from "../../src/record/names.ts";
import { RecordScanner } from "../../src/record/scan.ts";
import { mutations } from "../support/mutated-text.ts";

interface Scanned {
  readonly end: number;
  /** The members' texts in their order; undefined where they are not noted. */
  readonly members: readonly (readonly [name: string, source: string | undefined])[] | undefined;
}

function scan(text: string, nesting = 100): Scanned {
  const chunk = Buffer.from(text);
  const table = new MemberTable(1);
  const scanner = new RecordScanner(nesting);
  const end = scanner.scan(chunk, 0, table);
  const { row } = scanner;
  if (row < 0) return { end, members: undefined };
  return {
    end,
    members: table.names(row).map((name) => [name, sourceOf(name, table, row, chunk)]),
  };
}

function sourceOf(name: string, table: MemberTable, row: number, chunk: Buffer) {
  const index = indexOfName(name);
  const start = table.start(row, index);
  return start === 0 ? undefined : chunk.toString("utf8", start, table.end(row, index));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const knownName = constantFrom(...memberNames);

describe("RecordScanner", () => {
  it("finds the end of an object and the texts of its members", () => {
    const text = '{"eventName":"A\\"}","readOnly":true ,"resources" : [{"a":[1.5e3]}]},{';

    expect(scan(text)).toEqual({
      end: text.length - 2,
      members: [
        ["eventName", '"A\\"}"'],
        ["readOnly", "true"],
        ["resources", '[{"a":[1.5e3]}]'],
      ],
    });
  });

  it("notes what JSON.parse finds, for members of any value", () => {
    assert(
      property(dictionary(knownName, json({ maxDepth: 4 })), (members) => {
        const text = `{${Object.entries(members)
          .map(([name, source]) => `"${name}":${source}`)
          .join(",")}}`;

        expect(scan(text)).toEqual({
          end: Buffer.byteLength(text),
          members: Object.entries(members),
        });
      }),
    );
  });

  it("finds the end where JSON.parse takes the text, and gives up where it does not", () => {
    const object = dictionary(string(), json({ maxDepth: 3 })).map((members) =>
      JSON.stringify(members),
    );
    assert(
      property(object, array(mutations, { maxLength: 3 }), (text, changes) => {
        const changed = `{${changes.reduce((so, change) => change(so), text).slice(1)}`;
        const isWhole = scan(changed).end === Buffer.byteLength(changed);

        expect(isWhole).toBe(isJson(changed));
      }),
      { numRuns: 300 },
    );
  });

  it("gives up wherever an object is cut off", () => {
    const text = '{"a":"x\\u00e9\\n","b":[-0.5e+1,true,false,null,{}],"c":{"d":"名"}}';

    for (let length = 1; length < text.length; length += 1) {
      expect(scan(text.slice(0, length)).end).toBe(-1);
    }
    expect(scan(text).end).toBe(Buffer.byteLength(text));
  });

  it.each([
    ["a leading zero", '{"a":01}'],
    ["a number without digits", '{"a":-}'],
    ["a fraction without digits", '{"a":1.}'],
    ["an exponent without digits", '{"a":1e+}'],
    ["a plus sign", '{"a":+1}'],
    ["a literal that is misspelled", '{"a":nulL}'],
    ["a line feed in a string", '{"a":"x\ny"}'],
    ["an unknown escape", '{"a":"\\x"}'],
    ["a short escape", '{"a":"\\u00g0"}'],
    ["a comma before the end", '{"a":1,}'],
    ["a comma before the end of a list", '{"a":[1,]}'],
    ["a missing comma", '{"a":1 "b":2}'],
    ["a missing colon", '{"a" 1}'],
    ["a missing value", '{"a":}'],
    ["a bracket of the other kind", '{"a":[1}]'],
    ["a name that is no string", "{a:1}"],
  ])("gives up at %s", (_, text) => {
    expect(scan(text)).toEqual({ end: -1, members: undefined });
  });

  it("gives up where an object is nested too deep, and no earlier", () => {
    expect(scan('{"a":[{}]}', 3).end).toBe(10);
    expect(scan('{"a":[{}]}', 2).end).toBe(-1);
  });

  it.each([
    ["has a name that is unknown", '{"eventName":"A","somethingNew":1}'],
    ["has a name twice", '{"eventName":"A","eventName":"B"}'],
    ["spells a name with an escape", '{"event\\u004eame":"A"}'],
    ["has a line break, which would break the line of an event", '{"resources":[1,\n2]}'],
  ])("finds the end of an object that %s, but notes no members", (_, text) => {
    expect(scan(text)).toEqual({ end: text.length, members: undefined });
  });

  it("reads one record after another into rows of their own", () => {
    const texts = ['{"eventName":"A","awsRegion":"x"}', '{"bad":1}', '{"awsRegion":"y"}', "{}"];
    const chunk = Buffer.from(texts.join(""));
    const table = new MemberTable(1);
    const scanner = new RecordScanner(100);

    let at = 0;
    const rows = texts.map(() => {
      at = scanner.scan(chunk, at, table);
      return scanner.row;
    });

    expect(rows).toEqual([0, -1, 1, 2]);
    expect(table.names(0)).toEqual(["eventName", "awsRegion"]);
    expect(sourceOf("awsRegion", table, 1, chunk)).toBe('"y"');
    expect(sourceOf("eventName", table, 1, chunk)).toBeUndefined();
    expect(table.names(2)).toEqual([]);
  });

  it("notes no members of more records than pay", () => {
    const chunk = Buffer.from("{}".repeat(3000));
    const table = new MemberTable(1);
    const scanner = new RecordScanner(100);

    for (let at = 0; at >= 0 && at < chunk.length; at = scanner.scan(chunk, at, table));

    expect(scanner.row).toBe(-1);
  });

  it("survives a million open brackets", () => {
    expect(scan(`{"a":${"[".repeat(1e6)}`, 100).end).toBe(-1);
  });

  it("is no matter of what was scanned before", () => {
    const text = '{"eventName":"A","awsRegion":"x"}';
    const scanner = new RecordScanner(100);
    assert(
      property(array(knownName, { maxLength: 8 }), integer({ min: 0, max: 9 }), (names, cut) => {
        const before = Buffer.from(`{${names.map((name) => `"${name}":0`).join(",")}}`);
        scanner.scan(before.subarray(0, before.length - cut), 0, new MemberTable(1));
        const table = new MemberTable(1);

        const end = scanner.scan(Buffer.from(text), 0, table);

        expect(end).toBe(text.length);
        expect(table.names(scanner.row)).toEqual(["eventName", "awsRegion"]);
      }),
    );
  });
});
