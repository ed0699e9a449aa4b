import { describe, expect, it } from "vitest";
import { allowedCpus } from "../../bench/cpus.ts";

describe("the benchmark's CPUs", () => {
  it.each([
    ["0", [0]],
    ["0-3", [0, 1, 2, 3]],
    ["2,5-6", [2, 5, 6]],
  ])("are those that the kernel lists as %s", (list, expected) => {
    const status = `Name:\tnode\nCpus_allowed:\t3\nCpus_allowed_list:\t${list}\nMems_allowed:\t1\n`;

    expect(allowedCpus(status)).toEqual(expected);
  });
});
