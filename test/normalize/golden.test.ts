import { describe, expect, it } from "vitest";
import { createNormalize } from "../../src/normalize/format.ts";
import { caseIn, caseRecord, casesWith } from "../support/cases.ts";
import { trailRecord } from "../support/trail-record.ts";

/** Without `event.original`: it is the record itself. */
const ecs = createNormalize("ecs", { eventOriginal: false });
const cef = createNormalize("cef");
const leef = createNormalize("leef");

describe("a record", () => {
  it.each(casesWith("ecs.json"))("is the ECS document on file: %s", (name) => {
    const document = ecs(trailRecord(caseRecord(name)));

    expect(JSON.parse(String(document))).toEqual(JSON.parse(caseIn("ecs.json", name)));
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
