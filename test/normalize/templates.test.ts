import { assert, constantFrom, dictionary, json, property, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { createTemplates } from "../../src/normalize/templates.ts";
import type { Excerpt } from "../../src/record/excerpt.ts";
import { memberNames } from "../../src/record/names.ts";
import { trailRecord } from "../support/trail-record.ts";

const group = ["userIdentity", "sourceIPAddress", "userAgent", "errorCode", "readOnly"];

/** Tells which records it was asked for. */
function counting(limits: { capacity: number; longest?: number } = { capacity: 10_000 }) {
  const asked: string[] = [];
  const template = createTemplates(
    group,
    (excerpt) => {
      const text = textOf(excerpt);
      asked.push(text);
      return { text };
    },
    limits,
  );
  return { asked, template };
}

/** All that it has, if it has the same for both ways to read it. */
function textOf(excerpt: Excerpt): string {
  const names = [...memberNames, "new"].filter((name) => excerpt.source(name) !== undefined);
  const text = `{${names.map((name) => `"${name}":${excerpt.source(name)}`).join(",")}}`;
  const { fields } = excerpt;
  const read = [...memberNames, "new"].flatMap((name) => {
    const value = fields[name];
    return value === undefined ? [] : [[name, value]];
  });
  expect(Object.fromEntries(read)).toEqual(JSON.parse(text));
  return text;
}

const call = (eventID: string, userAgent = "aws-cli") =>
  trailRecord({ eventID, userIdentity: { type: "Root" }, eventName: "A", userAgent });

describe("templates", () => {
  it("are made once for records that have the same members", () => {
    const { asked, template } = counting();

    const made = [template(call("1")), template(call("2")), template(call("3", "console"))];

    expect(made[0]).toBe(made[1]);
    expect(asked).toEqual([
      '{"userIdentity":{"type":"Root"},"userAgent":"aws-cli"}',
      '{"userIdentity":{"type":"Root"},"userAgent":"console"}',
    ]);
  });

  it.each([
    ["of the usual names", '{"eventID":"1","readOnly":false,"resources":null,"errorCode":"A"}'],
    ["with a name that is unknown", '{"new":1,"readOnly":false,"errorCode":"A","eventID":"1"}'],
    ["over several lines", '{\n"readOnly":\nfalse,\n"eventID":"1",\n"errorCode":"A"}'],
    ["with space between", ' { "eventID":"1" , "readOnly":false , "errorCode":"A"}'],
    ["with a name twice", '{"readOnly":true,"eventID":"1","readOnly":false,"errorCode":"A"}'],
  ])("are made of the same members in a record %s", (_, text) => {
    const { asked, template } = counting();

    template(trailRecord(text));

    expect(asked.map((excerpt): unknown => JSON.parse(excerpt))).toEqual([
      { readOnly: false, errorCode: "A" },
    ]);
  });

  it("are made of nothing for a record that has none of the members", () => {
    const { asked, template } = counting();

    template(trailRecord('{"eventID":"1"}'));

    expect(asked).toEqual(["{}"]);
  });

  it("tell members apart by their names, wherever they stand", () => {
    const { template } = counting();
    const records = ["errorCode", "userAgent", "readOnly"].flatMap((name) => [
      `{"${name}":"A"}`,
      `{"eventID":"1","${name}":"A"}`,
      `{"eventID":"1","${name}":"A","new":1}`,
    ]);

    const made = [...records, ...records].map((text): unknown =>
      JSON.parse(template(trailRecord(text)).text),
    );

    const names = ["errorCode", "userAgent", "readOnly"].flatMap((name) => [name, name, name]);
    expect(made).toEqual([...names, ...names].map((name) => ({ [name]: "A" })));
  });

  it("are those of a record's own members, whatever came before", () => {
    const members = dictionary(constantFrom(...memberNames), json({ maxDepth: 2 }));
    assert(
      property(uniqueArray(members, { minLength: 2 }), (records) => {
        const { template } = counting({ capacity: 200 });
        for (const sources of [...records, ...records]) {
          const text = Object.entries(sources).map(([name, source]) => `"${name}":${source}`);

          const { text: excerpt } = template(trailRecord(`{${text.join(",")}}`));

          const own = Object.entries(sources).filter(([name]) => group.includes(name));
          expect(JSON.parse(excerpt)).toEqual(
            Object.fromEntries(
              own.map(([name, source]): [string, unknown] => [name, JSON.parse(source)]),
            ),
          );
        }
      }),
    );
  });

  it("are forgotten when as many characters as there is room for came later", () => {
    const { asked, template } = counting({ capacity: 400 });
    const agents = "abcdefghijkl".split("");

    for (const agent of agents) template(call("1", agent));
    template(call("1", "l"));
    template(call("1", "a"));

    expect(asked).toHaveLength(agents.length + 1);
  });

  it("stay as long as they are asked for", () => {
    const { asked, template } = counting({ capacity: 400 });

    for (const agent of ["b", "c", "d", "e", "f", "g"]) {
      template(call("1", "a"));
      template(call("1", agent));
    }

    expect(asked).toHaveLength(7);
  });

  it("are made anew each time of members that are too long to keep", () => {
    const { asked, template } = counting({ capacity: 10_000, longest: 100 });
    const record = call("1", "x".repeat(100));

    template(record);
    template(record);

    expect(asked).toHaveLength(2);
  });
});
