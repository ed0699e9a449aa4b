import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

function workersOf(line: string) {
  const text = `
sources: [{ name: trail, type: sqs, queue_url: "https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail" }]
destinations: [{ name: a, type: file, path: /a, format: raw }]
${line}
`;
  const loaded = loadConfig("c.yaml", new FakeEnvironment({ "c.yaml": text }, { COUNT: "3" }));
  return loaded.ok ? loaded.config.workers : loaded.errors;
}

describe("workers", () => {
  it.each([
    ["1", 1],
    ["64", 64],
    ["auto", "auto"],
    ["${COUNT}", 3],
  ])("may be %s", (value, expected) => {
    expect(workersOf(`workers: ${value}`)).toEqual(expected);
  });

  it("is 1 where it is not said", () => {
    expect(workersOf("")).toEqual(1);
  });

  it.each(["65", "1.5", "-1", "true", "[2]"])("can't be %s", (value) => {
    expect(workersOf(`workers: ${value}`)).toEqual([
      expect.stringMatching(/workers: .*is not a number of processes/),
    ]);
  });
});
