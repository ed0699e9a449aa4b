import { describe, expect, it } from "vitest";
import { createNormalize } from "../../src/normalize/format.ts";
import { caseIn, caseNames, caseRecord, casesWith } from "../support/cases.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { trailRecord } from "../support/trail-record.ts";

/** Without `event.original`: it is the record itself. */
const ecs = createNormalize("ecs", { eventOriginal: false });
const ocsf = createNormalize("ocsf", { clock: new ManualClock() });
const cef = createNormalize("cef");
const leef = createNormalize("leef");

describe("the cases", () => {
  it("have a file for each format", () => {
    const formats = ["ecs.json", "ocsf.json", "cef", "leef"] as const;

    expect(formats.map(casesWith)).toEqual(formats.map(() => caseNames));
  });
});

describe("a record", () => {
  it.each(casesWith("ecs.json"))("is the ECS document on file: %s", (name) => {
    const document = ecs(trailRecord(caseRecord(name)));

    expect(JSON.parse(String(document))).toEqual(JSON.parse(caseIn("ecs.json", name)));
  });

  it.each(casesWith("ocsf.json"))("is the OCSF event on file: %s", (name) => {
    const event = ocsf(trailRecord(caseRecord(name)));

    expect(JSON.parse(String(event))).toEqual(JSON.parse(caseIn("ocsf.json", name)));
  });

  it.each(casesWith("cef"))("is the CEF message on file: %s", (name) => {
    const line = cef(trailRecord(caseRecord(name)));

    expect(`${String(line)}\n`).toBe(caseIn("cef", name));
  });

  it.each(casesWith("leef"))("is the LEEF message on file: %s", (name) => {
    const line = leef(trailRecord(caseRecord(name)));

    expect(`${String(line)}\n`).toBe(caseIn("leef", name));
  });
});
