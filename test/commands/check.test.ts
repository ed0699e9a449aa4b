import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCheck } from "../../src/commands/check.ts";
import { runSchema } from "../../src/commands/schema.ts";
import { configJsonSchema } from "../../src/config/json-schema.ts";
import { loadConfig } from "../../src/config/load.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";
import { TextSink } from "../support/text-sink.ts";

const example = readFileSync("config/example.yaml", "utf8");

function anEnvironment(text: string): FakeEnvironment {
  return new FakeEnvironment(
    {
      "c.yaml": text,
      "/run/secrets/elasticsearch-api-key": "s3cr3t",
      "/run/secrets/splunk-token": "s3cr3t",
    },
    { QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail" },
  );
}

function check(environment: FakeEnvironment) {
  const [stdout, stderr] = [new TextSink(), new TextSink()];
  const exitCode = runCheck({ config: "c.yaml" }, { stdout, stderr }, environment);
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

describe("check", () => {
  it("prints a configuration that means the same", () => {
    const environment = anEnvironment(example.replace("path: /var", () => "path: /$${odd}/var"));

    const printed = check(environment).stdout;

    expect(loadConfig("c.yaml", anEnvironment(printed))).toEqual(loadConfig("c.yaml", environment));
  });

  it("prints the same again for what it printed", () => {
    const once = check(anEnvironment(example)).stdout;

    const twice = check(anEnvironment(once)).stdout;

    expect(twice).toBe(once);
  });

  it("fills in defaults and hides secrets", () => {
    const { exitCode, stdout, stderr } = check(anEnvironment(example));

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain('api_key: "***"');
    expect(stdout).toContain("max_age: 200ms");
    expect(stdout).not.toContain("s3cr3t");
  });

  it("puts warnings on stderr and still succeeds", () => {
    const text = example.replace(
      "${ELASTICSEARCH_URL:-https://es",
      "${ELASTICSEARCH_URL:-http://es",
    );

    const { exitCode, stderr } = check(anEnvironment(text));

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^warning: c\.yaml:\d+:\d+ destinations\[0\]\.urls\[0\]: .*\n$/);
  });

  it("puts each error on a line of stderr and fails with 2", () => {
    const text = example.replace("type: sqs", "type: kafka").replace("workers: 1", "workers: 0");

    const { exitCode, stdout, stderr } = check(anEnvironment(text));

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.split("\n")).toEqual([
      expect.stringContaining('"kafka" is not one of sqs'),
      expect.stringContaining("workers: 0 is not a number"),
      "",
    ]);
  });
});

describe("schema", () => {
  it("prints the JSON Schema of the configuration", () => {
    const stdout = new TextSink();

    const exitCode = runSchema({ stdout });

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout.text)).toEqual(configJsonSchema());
  });
});
