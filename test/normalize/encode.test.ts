import { describe, expect, it } from "vitest";
import { TrailRecord } from "../../src/event.ts";
import { createEncode } from "../../src/normalize/encode.ts";
import { createNormalize } from "../../src/normalize/format.ts";
import { trailRecord } from "../support/trail-record.ts";

const ecs = createNormalize("ecs");
const ocsf = createNormalize("ocsf", { rawData: true });

describe("createEncode", () => {
  it.each([
    ["plain ASCII", Buffer.from('{"eventName":"GetObject","errorMessage":"said \\"no\\"\\n"}')],
    ["other characters", Buffer.from('{"eventName":"GetObject","errorMessage":"Größe 日本 😀"}')],
    ["several lines", Buffer.from('{\n\t"eventName": "GetObject"\r\n}')],
    ["no UTF-8", Buffer.from('{"eventName":"Get\u00ff\u00c3Object"}', "latin1")],
  ])("keeps the original of a record of %s", (_kind, original) => {
    const record = new TrailRecord(original, trailRecord({}).origin, 0);

    const documents = [ecs, ocsf].map((normalize) => {
      const encoded = createEncode(normalize)(record);
      return "body" in encoded ? JSON.parse(String(encoded.body)) : encoded;
    });

    const text = String(original);
    expect(documents).toMatchObject([{ event: { original: text } }, { raw_data: text }]);
  });

  it("rejects what is no JSON", () => {
    const record = trailRecord("[");

    expect(createEncode(ecs)(record)).toMatchObject({ record, reason: "not_json" });
  });
});
