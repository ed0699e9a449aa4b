import { expect, it } from "vitest";
import { createNormalize } from "../../src/normalize/format.ts";
import { fuzz } from "../support/fuzz.ts";
import { trailRecord } from "../support/trail-record.ts";

const formats = [
  createNormalize("ecs"),
  createNormalize("ecs", { categories: "elastic", payloads: "json", entities: true }),
];

it("makes one line of valid JSON of any record in ECS, with the exact record in it", () => {
  const problem = fuzz("ECS", { times: 10, more: 4000 }, (text, run) => {
    const line = String(formats[run % formats.length]?.(trailRecord(text)));
    const document: { event?: { original?: string } } = JSON.parse(line);
    if (document.event?.original !== text) return "the record has changed";
    return /[\r\n]/.test(line) ? "several lines" : Buffer.byteLength(line);
  });

  expect(problem).toBeUndefined();
});
