import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { workerPath, workerPathPattern } from "../../src/workers/worker-path.ts";

describe("the path of a worker", () => {
  it.each([
    ["/var/lib/letters.ndjson", 1, "/var/lib/letters.ndjson"],
    ["/var/lib/letters.ndjson", 2, "/var/lib/letters-worker-2.ndjson"],
    ["/var/lib/trail.ndjson.gz", 12, "/var/lib/trail-worker-12.ndjson.gz"],
    ["/var/lib/letters", 3, "/var/lib/letters-worker-3"],
    ["letters.ndjson", 2, "letters-worker-2.ndjson"],
    ["/var/lib.d/.letters", 2, "/var/lib.d/.letters-worker-2"],
  ])("of %s for number %i is %s", (path, number, expected) => {
    expect(workerPath(path, number)).toBe(expected);
  });

  it("is found by the pattern of its path, and nothing else is", () => {
    const path = "/var/lib/let+ters.ndjson";
    const pattern = new RegExp(`^${workerPathPattern(path)}$`);

    const own = [1, 2, 10].map((number) => basename(workerPath(path, number)));
    const foreign = ["let+ters-worker-0.ndjson", "let+ters-2.ndjson", "letters.ndjson", "let+ters"];

    expect(own.filter((name) => !pattern.test(name))).toEqual([]);
    expect(foreign.filter((name) => pattern.test(name))).toEqual([]);
  });
});
