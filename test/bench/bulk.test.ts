import { describe, expect, it } from "vitest";
import { bulkAnswer, countDocuments } from "../../bench/receivers/bulk.ts";

describe("the benchmark's receiver", () => {
  it("counts a document for each action", () => {
    const body = '{"create":{"_id":"1"}}\n{"a":1}\n{"create":{"_id":"2"}}\n{"a":2}\n';

    expect(countDocuments(Buffer.from(body))).toBe(2);
  });

  it.each(["", '{"create":{}}\n', '{"create":{}}\n{"a":1}', '{"index":{}}\n{"a":1}\n'])(
    "refuses the body %j",
    (body) => {
      expect(countDocuments(Buffer.from(body))).toBeUndefined();
    },
  );

  it("answers with an item for each document", () => {
    const answer: unknown = JSON.parse(bulkAnswer(2, null));

    expect(answer).toMatchObject({
      errors: false,
      items: [{ create: { status: 201 } }, { create: { status: 201 } }],
    });
  });

  it.each([
    [
      "errors,items.*.status,items.*.error.type",
      { errors: false, items: [{ create: { status: 201 } }] },
    ],
    ["errors,items.*.error", { errors: false }],
    ["items.*._shards.failed", { items: [{ create: { _shards: { failed: 0 } } }] }],
    ["took", { took: 1 }],
  ])("leaves of its answer what filter_path=%s asks for", (filterPath, expected) => {
    expect(JSON.parse(bulkAnswer(1, filterPath))).toEqual(expected);
  });
});
