import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { trailferry } from "../support/command-line.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const whole = `sources:
  - name: trail
    type: sqs
    queue_url: https://sqs.eu-central-1.amazonaws.com/111122223333/trail
destinations:
  - name: elastic
    type: elasticsearch
    urls: [https://es.example:9200]
    format: ecs
`;

/** What else can be wrong, and what is said of it, is in test/config/broken-configs.ts. */
describe("a broken configuration", () => {
  it.each([
    [
      "a typing mistake",
      `${whole}    compresion: gzip`,
      "10:5 destinations[0].compresion: is not a known key; did you mean compression?",
    ],
    [
      "a missing secret file",
      `${whole}    auth: { api_key: "\${file:/nowhere/key}" }`,
      '10:13 destinations[0].auth.api_key: needs the file "/nowhere/key", which does not exist',
    ],
    [
      "a variable that is not set",
      `${whole}    data_stream: \${NOT_SET_EXAMPLE}`,
      "NOT_SET_EXAMPLE",
    ],
    ["no YAML", `${whole}workers: [1`, "config.yaml:"],
  ])("ends `run` with 2 and one line: %s", async (_, text, message) => {
    const file = join(await temporaryDirectory(), "config.yaml");
    await writeFile(file, text);

    const { code, stdout, stderr } = await trailferry(["run", "-c", file]);

    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringContaining(message)]);
    expect(stderr.startsWith(`${file}:`)).toBe(true);
  });
});
