import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { trailferry } from "../support/command-line.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const source = `sources:
  - name: trail
    type: sqs
    queue_url: https://sqs.eu-central-1.amazonaws.com/111122223333/trail
`;
const destination = `destinations:
  - name: elastic
    type: elasticsearch
    urls: [https://es.example:9200]
    format: ecs
`;
const whole = `${source}${destination}`;

describe("a broken configuration", () => {
  it.each([
    [
      "a typing mistake",
      `${whole}    compresion: gzip`,
      "10:5 destinations[0].compresion: is not a known key; did you mean compression?",
    ],
    [
      "a wrong unit",
      `${whole}    request_timeout: 5 parsecs`,
      '10:5 destinations[0].request_timeout: "5 parsecs" is not a duration; write a number and a unit: ms, s, m, h or d, for example 30s',
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
    [
      "two destinations of one name",
      `${whole}  - { name: elastic, type: stdout, format: raw }`,
      '10:7 destinations[1].name: "elastic" is already the name of number 1 in this list',
    ],
    [
      "a bad URL",
      `${source}${destination.replace("https:", "es:")}`,
      "8:12 destinations[0].urls[0]",
    ],
    [
      "an unknown type",
      `${source}${destination.replace("elasticsearch", "elastic")}`,
      "destinations[0].type",
    ],
    [
      "a number out of range",
      `${source}    max_messages: 0\n${destination}`,
      "5:5 sources[0].max_messages: 0 is too small; the least is 1",
    ],
    ["no destination", source, "destinations: is missing"],
    ["no required destination", `${whole}    required: false`, "required"],
    [
      "a broken certificate file",
      `${whole}    tls: { ca_file: /nowhere/ca.pem }`,
      "destinations[0].tls.ca_file",
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
