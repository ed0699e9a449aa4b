import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

function workersOf(line: string, destination = "{ name: a, type: file, path: /a, format: raw }") {
  const text = `
sources: [{ name: trail, type: sqs, queue_url: "https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail" }]
destinations: [${destination}]
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

  it.each(["2", "auto"])("can't be %s where events go to standard output", (value) => {
    const stdout = "{ name: a, type: stdout, format: raw }";

    expect(workersOf(`workers: ${value}`, stdout)).toEqual([
      expect.stringMatching(/^c\.yaml:4:1 workers: .* can't share standard output; write 1/),
    ]);
    expect(workersOf("workers: 1", stdout)).toBe(1);
  });

  it.each(["65", "1.5", "-1", "true", "[2]"])("can't be %s", (value) => {
    expect(workersOf(`workers: ${value}`)).toEqual([
      expect.stringMatching(/workers: .*is not a number of processes/),
    ]);
  });
});
