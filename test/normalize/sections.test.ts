import fc from "fast-check";
import { describe, expect, it } from "vitest";
import cefKeys from "../../src/normalize/cef/keys.json" with { type: "json" };
import { factNamed, Reading } from "../../src/normalize/facts.ts";
import leefKeys from "../../src/normalize/leef/keys.json" with { type: "json" };
import { callOf, isOdd } from "../../src/normalize/oddities.ts";
import { createParts, sectionOf, sections } from "../../src/normalize/sections.ts";
import { swappedRecord } from "../support/swapped-record.ts";
import { trailRecord } from "../support/trail-record.ts";

const names = new Set([...cefKeys, ...leefKeys].map(({ from }) => from));
const facts = [...names, "(action)", "(name)"].map((name) => ({ name, ...factNamed(name) }));

describe("the sections of a record", () => {
  it("tell what depends on their members alone", () => {
    const told = ["eventName", "userIdentity.arn", "(outcome)", "(time)", "(caller's account)"].map(
      (name) => sectionOf(factNamed(name).members),
    );

    const { call, caller, rest } = sections;
    expect(told).toEqual([call, caller, call, rest, rest]);
  });

  it("tell of any record what the whole record tells", () => {
    const partsOf = createParts((section, reading) =>
      facts
        .filter(({ members }) => sectionOf(members) === section)
        .map(({ name, read }) => [name, read(reading)] as const),
    );

    fc.assert(
      fc.property(swappedRecord, (text) => {
        const record = trailRecord(text);
        const { fields } = record;
        if (fields === null) return;

        const parts = new Map(partsOf(record, fields).flat());

        const reading = new Reading(record, fields);
        for (const { name, read } of facts)
          expect([name, parts.get(name)]).toEqual([name, read(reading)]);
      }),
    );
  });

  it("are read once for records that have the same", () => {
    let made = 0;
    const partsOf = createParts(() => ({ turn: (made += 1) }));
    const ask = (eventID: string, userName: string) => {
      const fields = { eventID, eventName: "GetObject", userIdentity: { userName } };
      const record = trailRecord(fields);
      return partsOf(record, record.fields ?? {}).map(({ turn }) => turn);
    };

    expect([ask("1", "alice"), ask("2", "alice"), ask("3", "bob")]).toEqual([
      [2, 3, 1],
      [2, 3, 4],
      [2, 6, 5],
    ]);
  });
});

describe("an odd record", () => {
  it.each([
    ["an insight", { insightDetails: {} }],
    ["a sign-in to IAM Identity Center", { eventName: "UserAuthentication" }],
    ["one whose name may be spelled another way", { eventName: "a\\b" }],
    ["an answer under the name of the call", response({ ConsoleLogin: "Failure" })],
    ["a message without a code", { errorMessage: "No", errorCode: "" }],
  ])("is %s", (_, fields) => {
    const record = trailRecord(fields);

    expect(isOdd(record, callOf(record))).toBe(true);
  });

  it.each([
    ["a call", { eventName: "GetObject" }],
    ["another answer", response({ location: "Console" })],
    ["a message with its code", { errorMessage: "No", errorCode: "AccessDenied" }],
  ])("is not %s", (_, fields) => {
    const record = trailRecord(fields);

    expect(isOdd(record, callOf(record))).toBe(false);
  });
});

function response(responseElements: object) {
  return { eventName: "ConsoleLogin", responseElements };
}
