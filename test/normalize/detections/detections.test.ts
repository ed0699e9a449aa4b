import { describe, expect, it } from "vitest";
import { isJsonObject } from "../../../src/event.ts";
import type { JsonObject, Normalize } from "../../../src/event.ts";
import { createNormalize } from "../../../src/normalize/format.ts";
import { createOcsf } from "../../../src/normalize/ocsf/event.ts";
import { fieldsOf, meets } from "../../support/kql.ts";
import { trailRecord } from "../../support/trail-record.ts";
import { detectionsIn, recordsOf } from "./conditions.ts";
import fields from "./fields.json" with { type: "json" };

function documentOf(normalize: Normalize, record: JsonObject): JsonObject {
  const document: unknown = JSON.parse(String(normalize(trailRecord(record))));
  return isJsonObject(document) ? document : {};
}

const onRecords = detectionsIn("raw.json");

describe("a condition on forwarded records", () => {
  const raw = createNormalize("raw");

  it.each(onRecords)("finds $meets, and not what is near: $condition", (detection) => {
    const { meeting, near } = recordsOf(detection);

    expect(meets(documentOf(raw, meeting), detection.condition)).toBe(true);
    expect(meets(documentOf(raw, near), detection.condition)).toBe(false);
  });
});

const onEcs = detectionsIn("ecs.json");

describe("a condition on ECS documents", () => {
  const dataStream = { type: "logs", dataset: "aws.cloudtrail", namespace: "default" };
  const ecs = createNormalize("ecs", { eventOriginal: false, dataStream, entities: true });

  it.each(onEcs)("finds $meets, and not what is near: $condition", (detection) => {
    const { meeting, near } = recordsOf(detection);

    expect(meets(documentOf(ecs, meeting), detection.condition)).toBe(true);
    expect(meets(documentOf(ecs, near), detection.condition)).toBe(false);
  });

  it("is there for every field that published rules ask for", () => {
    const asked = new Set(onEcs.flatMap(({ condition }) => fieldsOf(condition)));

    expect(fields.filter((field) => !asked.has(field))).toEqual([]);
  });
});

const onOcsf = detectionsIn("ocsf.json");

describe("a condition on OCSF events", () => {
  const ocsf = createOcsf();

  it.each(onOcsf)("finds $meets, and not what is near: $condition", (detection) => {
    const { meeting, near } = recordsOf(detection);

    expect(meets(documentOf(ocsf, meeting), detection.condition)).toBe(true);
    expect(meets(documentOf(ocsf, near), detection.condition)).toBe(false);
  });
});
