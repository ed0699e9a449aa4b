import { describe, expect, it } from "vitest";
import { parseOptions } from "../../bench/options.ts";

describe("the benchmark's options", () => {
  it("choose every part but the floor alone where nothing is asked for", () => {
    const names = partsOf([]);

    expect(names).toContain("paths");
    expect(names).toContain("stages");
    expect(names).not.toContain("floor");
  });

  it.each([
    [["--path", "ecs-bulk"], ["paths"]],
    [["--objects", "5", "--scale", "0.1"], ["paths"]],
    [["--micro"], ["stages"]],
    [["--floor", "--path", "raw-hec"], ["floor"]],
    [
      ["--part", "idle", "--part", "trickle"],
      ["idle", "trickle"],
    ],
  ])("%j choose %j", (args, expected) => {
    expect(partsOf(args)).toEqual(expected);
  });

  it("leave what was not asked for to the scenario", () => {
    const options = parseOptions(["--path", "ecs-bulk", "--objects", "5"]);

    expect(options?.load).toEqual({ objects: 5, recordsPerObject: 3000 });
    expect(options?.scenario).not.toHaveProperty("source");
  });

  it.each([
    ["--objects", "many"],
    ["--part", "nothing"],
    ["--path", "nowhere"],
    ["--scale", "0"],
    ["--source", "text"],
    ["--unknown", "1"],
  ])("refuse %s %s", (option, value) => {
    expect(() => parseOptions([option, value])).toThrow(option === "--unknown" ? "" : value);
  });
});

function partsOf(args: readonly string[]) {
  return parseOptions(args)?.parts.map(({ name }) => name);
}
