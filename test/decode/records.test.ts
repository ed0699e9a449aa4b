import { assert, array, constantFrom, integer, json, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Element } from "../../src/decode/element.ts";
import { RecordSplitter } from "../../src/decode/records.ts";
import { mutations } from "../support/mutated-text.ts";

const limits = { recordBytes: 10_000, nesting: 100 };

interface Split {
  readonly elements: readonly (readonly [text: string, index: number])[];
  readonly findings: RecordSplitter["findings"];
}

function split(chunks: readonly Buffer[], within = limits): Split {
  const elements: Element[] = [];
  const splitter = new RecordSplitter(within, (element) => elements.push(element));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return { elements: elements.map(shown), findings: splitter.findings };
}

function shown({ chunk, start, end, index }: Element): readonly [string, number] {
  return [chunk.toString("utf8", start, end), index];
}

function splitText(text: string, within = limits): Split {
  return split([Buffer.from(text)], within);
}

function cutAt(bytes: Buffer, ...borders: readonly number[]): Buffer[] {
  const edges = [0, ...borders.toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, at) => bytes.subarray(edges[at], edge));
}

const undamaged = { damage: undefined, tooLarge: undefined, tooDeep: undefined };

const texts: readonly (readonly [layout: string, text: string, elements: readonly string[]])[] = [
  ["a document", '{"Records":[{"a":1},{"b":[2]}]}', ['{"a":1}', '{"b":[2]}']],
  ["a spaced document", ' {\r\n\t"Records" : [ { "a" : 1 } ,\n{} ] }\n', ['{ "a" : 1 }', "{}"]],
  ["keys around Records", '{"v":[{"Records":[1]}],"Records":[{"a":1}],"n":-1.5e3}', ['{"a":1}']],
  ["Records twice", '{"Records":[{"a":1}],"Records":[{"b":1}]}', ['{"a":1}', '{"b":1}']],
  ["empty Records", '{"Records":[]}', []],
  ["null Records", '{"Records":null,"x":true}', ['{"Records":null,"x":true}']],
  ["Records that is an object", '{"Records":{"a":[1]}}', ['{"Records":{"a":[1]}}']],
  ["Records below the top", '{"a":{"Records":[{}]}}', ['{"a":{"Records":[{}]}}']],
  [
    "a key that begins like it",
    '{"RecordsX":[{}],"Record":[1]}',
    ['{"RecordsX":[{}],"Record":[1]}'],
  ],
  ["a bare array", '[{"a":1}, {"b":2}]', ['{"a":1}', '{"b":2}']],
  ["an empty array", "[ ]", []],
  ["an empty object", "{ }", ["{ }"]],
  ["NDJSON", '{"a":1}\n{"b":2}\r\n\n{"c":3}', ['{"a":1}', '{"b":2}', '{"c":3}']],
  [
    "documents one after another",
    '{"Records":[{"a":1}]}[{"b":2}]{"c":3}',
    ['{"a":1}', '{"b":2}', '{"c":3}'],
  ],
  ["byte-order marks", '\ufeff{"a":1}\n\ufeff{"b":1}', ['{"a":1}', '{"b":1}']],
  ["strays", '[1,"x,]",[{}],null,{}, -2e1 ]', ["1", '"x,]"', "[{}]", "null", "{}", "-2e1"]],
  [
    "brackets and escapes in strings",
    '[{"}\\"]":"\\\\"},{"a":"\\u005d\\\\\\""}]',
    ['{"}\\"]":"\\\\"}', '{"a":"\\u005d\\\\\\""}'],
  ],
  ["a raw line feed in a string", '[{"a":"x\ny"}]', ['{"a":"x\ny"}']],
  ["other scripts", '{"Records":[{"名":"ü🎈\\\\"}]}', ['{"名":"ü🎈\\\\"}']],
];

describe("RecordSplitter", () => {
  it.each(texts)("finds the elements of %s", (_layout, text, elements) => {
    const result = splitText(text);

    expect(result.elements).toEqual(elements.map((element, index) => [element, index]));
    expect(result.findings.damage).toBeUndefined();
  });

  it.each(texts)("gives the same for %s wherever it is cut in two or three", (_layout, text) => {
    const bytes = Buffer.from(text);
    const whole = split([bytes]);

    for (let first = 0; first <= bytes.length; first += 1) {
      for (let second = first; second <= bytes.length; second += 1) {
        expect(split(cutAt(bytes, first, second))).toEqual(whole);
      }
    }
  });

  it.each(texts)("gives the same for %s byte by byte", (_layout, text) => {
    const bytes = Buffer.from(text);

    const result = split([...bytes].map((byte) => Buffer.of(byte)));

    expect(result).toEqual(split([bytes]));
  });

  it("sees in a document what JSON.parse sees", () => {
    const element = json({ maxDepth: 4 });

    assert(
      property(array(element), element, (records, other) => {
        const text = `{"other":${other},"Records":[${records.join(" , ")}],"last":${other}}`;
        const { elements } = splitText(text);
        const found: unknown = JSON.parse(
          `{"other":${other},"Records":[${elements.map(([bytes]) => bytes).join(",")}],"last":${other}}`,
        );
        expect(found).toEqual(JSON.parse(text));
        expect(elements.length).toBe(records.length);
      }),
    );
  });

  it("gives elements back byte for byte, whatever the layout and the borders", () => {
    const object = json({ maxDepth: 3 }).map((value) => `{"value":${value}}`);
    const layouts = {
      document: (records: readonly string[]) => `{"Records":[${records.join(",")}]}`,
      spaced: (records: readonly string[]) =>
        `{\n "x" : 0 ,\n "Records" : [\n${records.join(" ,\n")}\n]\n}\n`,
      array: (records: readonly string[]) => `[${records.join(",")}]`,
      lines: (records: readonly string[]) => records.map((record) => `${record}\n`).join(""),
      joined: (records: readonly string[]) => records.join(""),
    };
    const layout = constantFrom(...Object.values(layouts));
    const borders = array(integer({ min: 0, max: 400 }), { maxLength: 8 });

    assert(
      property(tuple(array(object), layout, borders), ([records, write, at]) => {
        const bytes = Buffer.from(write(records));
        const { elements, findings } = split(
          cutAt(bytes, ...at.map((border) => Math.min(border, bytes.length))),
        );
        expect(elements).toEqual(records.map((record, index) => [record, index]));
        expect(findings).toEqual(undamaged);
      }),
    );
  });

  it("finds the same in damaged text whether it scans elements at once or follows them byte by byte", () => {
    const element = json({ maxDepth: 3 }).map((value) => `{"value":${value}}`);

    assert(
      property(array(element), array(mutations, { maxLength: 4 }), (elements, changes) => {
        const text = `{"Records":[${elements.join(",")}]}\n{"a":1}\n`;
        const bytes = Buffer.from(changes.reduce((so, change) => change(so), text));

        expect(split([bytes])).toEqual(split([...bytes].map((byte) => Buffer.of(byte))));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["a comma too many", '{"Records":[{"a":1},]}', ['{"a":1}'], 20],
    ["two commas", "[{},,{}]", ["{}"], 4],
    ["no comma", "[{} {}]", ["{}"], 4],
    ["a bracket of the other kind", '[{},{"a":[1}]', ["{}"], 11],
    ["a bracket too many", "[{}]]", ["{}"], 4],
    ["a key that is no string", "{a:1}", [], 1],
    ["no colon", '{"a" 1}', [], 5],
    ["a member without value", '{"a":}', [], 5],
    ["a comma behind the last member", '{"a":1,}', [], 7],
    ["text behind the end", '{"Records":[{}]} x', ["{}"], 17],
    ["an element that does not end", '{"Records":[{},{"a":"b', ["{}"], 22],
    ["an array that does not end", "[{}", ["{}"], 3],
    ["a document that does not end", '{"Records":[{}]', ["{}"], 15],
  ])("counts %s as damage at its byte", (_kind, text, elements, offset) => {
    const { elements: found, findings } = splitText(text);

    expect(found.map(([element]) => element)).toEqual(elements);
    expect(findings.damage?.offset).toBe(offset);
  });

  it("counts a byte-order mark that is cut off as damage", () => {
    const { findings } = split([Buffer.from("{}"), Buffer.from([0xef, 0xbb])]);

    expect(findings.damage).toEqual({ count: 1, offset: 4 });
  });

  it("goes on with the next line of NDJSON after damage", () => {
    const { elements, findings } = splitText('{"a":1}\n{"b" 2}\n{"c":3}\n}\n\n{"d":4}\n');

    expect(elements).toEqual([
      ['{"a":1}', 0],
      ['{"c":3}', 1],
      ['{"d":4}', 2],
    ]);
    expect(findings.damage).toEqual({ count: 2, offset: 13 });
  });

  it("finds the same damage and the same rest wherever the text is cut", () => {
    const bytes = Buffer.from(
      '{"a":[}\n{"b":2}\n{"c" 3}\n\n{"Records":[{"d":4},{"e":[}]}\n{"f":5}\n',
    );
    const whole = split([bytes]);

    for (let first = 0; first <= bytes.length; first += 1) {
      for (let second = first; second <= bytes.length; second += 1) {
        expect(split(cutAt(bytes, first, second))).toEqual(whole);
      }
    }

    expect(whole.elements.map(([text]) => text)).toEqual(['{"b":2}', '{"d":4}', '{"f":5}']);
  });

  it("takes no part of an indented document for a text after damage", () => {
    const { elements } = splitText('{"Records":[\n  {"a" [},\n  {"b":{\n    "c":1}}\n]}\n');

    expect(elements).toEqual([]);
  });

  it("leaves out an element that is too large and counts its place", () => {
    const large = `{"a":"${"x".repeat(50)}"}`;

    const { elements, findings } = splitText(`[{},${large},{"b":1}]`, {
      ...limits,
      recordBytes: 50,
    });

    expect(elements).toEqual([
      ["{}", 0],
      ['{"b":1}', 2],
    ]);
    expect(findings).toEqual({ ...undamaged, tooLarge: { count: 1, offset: 4 } });
  });

  it("finds Records behind more bytes than an element may have", () => {
    const { elements, findings } = split(
      [...Buffer.from(`{"x":"${"x".repeat(99)}","Records":[{"a":1}]}`)].map((byte) =>
        Buffer.of(byte),
      ),
      { ...limits, recordBytes: 50 },
    );

    expect(elements).toEqual([['{"a":1}', 0]]);
    expect(findings).toEqual(undamaged);
  });

  it.each([
    ["of a document", '{"Records":[{"a":[[1]]},{"a":[{"b":[1]}]}]}', 24],
    ["of NDJSON", '{"a":[[1]]}\n{"a":[{"b":[1]}]}', 12],
  ])("leaves out an element %s that is nested too deep", (_layout, text, offset) => {
    const { elements, findings } = splitText(text, { ...limits, nesting: 3 });

    expect(elements).toEqual([['{"a":[[1]]}', 0]]);
    expect(findings).toEqual({ ...undamaged, tooDeep: { count: 1, offset } });
  });

  it("survives a million open brackets", () => {
    const { elements, findings } = splitText(`[{"a":${"[".repeat(1e6)}${"]".repeat(1e6)}},{}]`, {
      recordBytes: 1e7,
      nesting: 100,
    });

    expect(elements).toEqual([["{}", 1]]);
    expect(findings.tooDeep).toEqual({ count: 1, offset: 1 });
  });

  it("copies nothing of an element that lies in one chunk", () => {
    const chunk = Buffer.from('[{"a":1},{"b":2}]');

    const found: Element[] = [];
    new RecordSplitter(limits, (element) => found.push(element)).push(chunk);

    expect(found[0]?.chunk).toBe(chunk);
  });

  it("keeps nothing of a chunk but the elements that ended in it", () => {
    const text = '{"Records":[{"a":1},{"b":"two"},{"c":3}]}';

    for (let cut = 1; cut < text.length; cut += 1) {
      const found: string[] = [];
      const splitter = new RecordSplitter(limits, (element) => found.push(textOf(element)));
      const first = Buffer.from(text.slice(0, cut));
      splitter.push(first);
      first.fill("#");
      splitter.push(Buffer.from(text.slice(cut)));

      expect(found).toEqual(['{"a":1}', '{"b":"two"}', '{"c":3}']);
    }
  });
});

function textOf({ chunk, start, end }: Element): string {
  return chunk.toString("utf8", start, end);
}
