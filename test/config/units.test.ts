import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, formatSize, parseDuration, parseSize } from "../../src/config/units.ts";

describe("a duration", () => {
  it.each([
    ["500ms", 500],
    ["30s", 30_000],
    ["1.5m", 90_000],
    ["12 h", 43_200_000],
    ["2d", 172_800_000],
    ["0s", 0],
  ])("is read: %s", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["", "5", "s", "-1s", "1e3s", "5 parsecs", "5S", "1h30m", " 5s", "5s\n", "5  s"])(
    "is nothing else: %j",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it("is the same after it was written", () => {
    fc.assert(
      fc.property(fc.nat(), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});

describe("a size", () => {
  it.each([
    ["0B", 0],
    ["512B", 512],
    ["1kB", 1000],
    ["1KiB", 1024],
    ["5MiB", 5_242_880],
    ["1.5 GiB", 1_610_612_736],
    ["2GB", 2_000_000_000],
  ])("is read: %s", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(["", "5", "5mb", "5M", "MiB", "-1B", "1,5MiB", "5MiBs"])(
    "is nothing else: %j",
    (text) => {
      expect(parseSize(text)).toBeUndefined();
    },
  );

  it("is the same after it was written", () => {
    fc.assert(
      fc.property(fc.nat(), (bytes) => {
        expect(parseSize(formatSize(bytes))).toBe(bytes);
      }),
    );
  });
});
