import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../src/event.ts";
import { objectReference } from "../../../src/source/notification/object-reference.ts";

describe("objectReference", () => {
  it.each<[JsonValue | undefined]>([
    [""],
    ["a".repeat(256)],
    [".."],
    ["../other"],
    ["bucket/key"],
    ["arn:aws:s3:us-east-1:111122223333:accesspoint/example"],
    ["example\n"],
    [null],
    [undefined],
    [["example"]],
  ])("refuses the bucket %j", (bucket) => {
    const reference = objectReference({ bucket, key: "a.json.gz" });

    expect(reference).toBeUndefined();
  });

  it.each<[JsonValue | undefined]>([[""], ["ö".repeat(513)], ["\ud800"], [7], [undefined], [{}]])(
    "refuses the key %j",
    (key) => {
      const reference = objectReference({ bucket: "example", key });

      expect(reference).toBeUndefined();
    },
  );

  it("takes a key of 1024 bytes", () => {
    const key = "ö".repeat(512);

    const reference = objectReference({ bucket: "example", key });

    expect(reference).toEqual({ bucket: "example", key });
  });

  it.each<[JsonValue | undefined]>([[null], [undefined], [""]])(
    "has no version for a version id of %j",
    (versionId) => {
      const reference = objectReference({ bucket: "example", key: "a", versionId });

      expect(reference).toStrictEqual({ bucket: "example", key: "a" });
    },
  );

  it("refuses a version id that is no text, which could mean any version", () => {
    const reference = objectReference({ bucket: "example", key: "a", versionId: 7 });

    expect(reference).toBeUndefined();
  });

  it.each<[JsonValue]>([["12"], [-1], [1.5], [null], [1e300]])("ignores a size of %j", (size) => {
    const reference = objectReference({ bucket: "example", key: "a", size });

    expect(reference).toStrictEqual({ bucket: "example", key: "a" });
  });

  it("knows a size of zero", () => {
    const reference = objectReference({ bucket: "example", key: "a", size: 0 });

    expect(reference).toEqual({ bucket: "example", key: "a", size: 0 });
  });
});
