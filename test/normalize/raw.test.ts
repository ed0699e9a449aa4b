import { describe, expect, it } from "vitest";
import { createNormalize } from "../../src/normalize/format.ts";
import { trailRecord } from "../support/trail-record.ts";

describe("the raw event", () => {
  const normalize = createNormalize("raw");

  it("is the record's own bytes, not a copy", () => {
    const record = trailRecord('{"b":1.0,"a":12345678901234567890,"c":"\\u00e4\\n"}');

    expect(normalize(record)).toMatchObject({ chunk: record.bytes, start: 0 });
  });

  it("is one line where the record was pretty-printed", () => {
    const record = trailRecord('{\r\n  "a": "ä",\n  "b": [1]\n}');

    const event = normalize(record);

    expect(String(event)).toBe('{    "a": "ä",   "b": [1] }');
    expect(record.bytes.includes("\n")).toBe(true);
  });
});
