import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createNormalize } from "../../../src/normalize/format.ts";
import { fixture } from "../../support/fixture.ts";
import { trailRecord } from "../../support/trail-record.ts";

/** Each `case.json` is a record, and `case.ecs.json` its document without `event.original`. */
const cases = readdirSync(new URL("../../fixtures/ecs", import.meta.url))
  .filter((name) => name.endsWith(".ecs.json"))
  .map((name) => name.replace(".ecs.json", ""));

describe("the ECS document", () => {
  it.each(cases)("is as recorded for %s", (name) => {
    const normalize = createNormalize("ecs", { eventOriginal: false });

    const document = normalize(trailRecord(fixture(`ecs/${name}.json`)));

    expect(JSON.parse(String(document))).toEqual(JSON.parse(fixture(`ecs/${name}.ecs.json`)));
  });
});
