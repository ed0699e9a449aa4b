import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";
import { brokenConfigs } from "./broken-configs.ts";

describe("a broken configuration", () => {
  it.each(brokenConfigs)("says what is wrong: $problem", ({ text, errors }) => {
    const environment = new FakeEnvironment(
      { "c.yaml": text, "/secret": "s3cr3t\n", "/empty": "\n", "/two": "one\ntwo\n" },
      { AGE: "10 parsecs", SECRET: "s3cr3t" },
    );

    const loaded = loadConfig("c.yaml", environment);

    expect(loaded).toEqual({ ok: false, errors });
  });

  it.each([
    ["ENOENT", "c.yaml: the file does not exist"],
    ["EACCES", "c.yaml: the file may not be read by this user"],
    ["EISDIR", "c.yaml: the file is a directory"],
    ["EIO", "c.yaml: the file can't be read (EIO)"],
  ])("says that the file can't be read: %s", (code, message) => {
    const environment = new FakeEnvironment();
    environment.files.read = () => {
      throw Object.assign(new Error("no"), { code });
    };

    const loaded = loadConfig("c.yaml", environment);

    expect(loaded).toEqual({ ok: false, errors: [message] });
  });

  it.each([
    ["is no text", Buffer.from([0xc3, 0x28]), "c.yaml: the file is not UTF-8 text"],
    ["is too large", Buffer.alloc(300_000, "#"), "c.yaml: the file is larger than 256KiB"],
    ["nests without end", Buffer.alloc(5000, "["), ": the values are nested too deeply"],
    ["repeats itself without end", Buffer.from("a: &a [*a, *a]"), "c.yaml: the values are nested"],
  ])("says that the file %s", (_, content, start) => {
    const environment = new FakeEnvironment({ "c.yaml": content });

    const loaded = loadConfig("c.yaml", environment);

    expect(loaded).toEqual({ ok: false, errors: [expect.stringContaining(start)] });
  });

  it("tells every problem at once, in the order of the file", () => {
    const text = `
destinations:
  - { name: a, type: stdout, format: ecs, batch: { max_age: soon } }
  - { name: a, type: stdout, format: xml }
workers: many
sources:
  - { name: trail, type: sqs, queue: here }
`;

    const loaded = loadConfig("c.yaml", new FakeEnvironment({ "c.yaml": text }));

    expect(loaded).toEqual({
      ok: false,
      errors: [
        'c.yaml:3:52 destinations[0].batch.max_age: "soon" is not a duration; write a number and a unit: ms, s, m, h or d, for example 30s',
        'c.yaml:4:7 destinations[1].name: "a" is already the name of number 1 in this list',
        'c.yaml:4:30 destinations[1].format: "xml" is not one of ecs, ocsf, cef, leef, raw',
        'c.yaml:5:1 workers: "many" is not a number of processes; write one from 1 to 64, or auto',
        "c.yaml:7:5 sources[0].queue_url: is missing",
        "c.yaml:7:31 sources[0].queue: is not a known key; did you mean queue_url?",
      ],
    });
  });

  it("never shows a secret", () => {
    const texts = brokenConfigs.map(({ text }) => text);

    const shown = texts.map((text) =>
      loadConfig(
        "c.yaml",
        new FakeEnvironment({ "c.yaml": text, "/secret": "s3cr3t" }, { SECRET: "s3cr3t" }),
      ),
    );

    expect(JSON.stringify(shown)).not.toContain("s3cr3t");
  });
});
