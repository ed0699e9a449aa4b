import { describe, expect, it } from "vitest";
import { createLateReader } from "../../src/decode/late-reader.ts";
import type { S3ObjectReader } from "../../src/decode/object.ts";

const { signal } = new AbortController();
const object = { bucket: "trail", key: "x.json.gz" };

function aMaker() {
  const calls = { made: 0, opened: 0, closed: 0 };
  const reader: S3ObjectReader = {
    async open() {
      calls.opened += 1;
      return "gone";
    },
    close() {
      calls.closed += 1;
    },
  };
  const make = async () => {
    calls.made += 1;
    return reader;
  };
  return { calls, make };
}

describe("createLateReader", () => {
  it("makes the reader once, for the first object", async () => {
    const { calls, make } = aMaker();
    const reader = createLateReader(make);

    expect(calls.made).toBe(0);
    const opened = await Promise.all([reader.open(object, signal), reader.open(object, signal)]);
    reader.close();

    expect(opened).toEqual(["gone", "gone"]);
    expect(calls).toEqual({ made: 1, opened: 2, closed: 1 });
  });

  it("has nothing to close where no object was opened", () => {
    const { calls, make } = aMaker();

    createLateReader(make).close();

    expect(calls).toEqual({ made: 0, opened: 0, closed: 0 });
  });
});
