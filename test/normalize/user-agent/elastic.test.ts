import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createUserAgents } from "../../../src/normalize/user-agent/user-agents.ts";

const documents = new URL("../../../../shared/oracle/ecs-captured.ndjson.gz", import.meta.url);
const document = z.object({ user_agent: z.looseObject({ original: z.string() }).optional() });

describe("user agents as Elasticsearch sees them", () => {
  const recognise = createUserAgents("elastic");

  it("have a name, a version, a device and a system", () => {
    const safari =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";

    expect(recognise(safari)).toEqual({
      name: "Mobile Safari",
      version: "17.4",
      device: { name: "iPhone" },
      os: { name: "iOS", version: "17.4", full: "iOS 17.4" },
    });
  });

  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:24.0) Gecko/20100101 Firefox/24.0", "Firefox", "24.0"],
    [
      "Mozilla/5.0 (X11; Linux x86_64) Chrome/123.0.6312.86 Safari/537.36",
      "Chrome",
      "123.0.6312.86",
    ],
    ["aws-cli/1.16.96 Python/2.7.10 Linux/4.9.184 botocore/1.12.86", "aws-cli", "1.16.96"],
    ["[aws-cli/2.13.5 Python/3.11.4]", "aws-cli", "2.13.5"],
    ["aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.23.8", "Other", undefined],
    ["AWS Internal", "Other", undefined],
    ["", "Other", undefined],
  ])("name %s", (text, name, version) => {
    expect(recognise(text)).toMatchObject({ name, version });
  });

  it.each([
    [
      "Boto3/1.26.165 Python/3.10.6 Linux/5.19.0-46-generic Botocore/1.29.165",
      "Spider",
      "Linux 5.19.0",
    ],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/99.0.0.0", "Other", "Windows 10"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/99.0.0.0", "Mac", "Mac OS X 10.15.7"],
    ["aws-cli/2.31.1 os/linux#6.1.147-172.266.amzn2023.x86_64", "Other", undefined],
  ])("know the device and the system of %s", (text, device, full) => {
    expect(recognise(text)).toMatchObject({ device: { name: device }, os: { full } });
  });

  it("have no system where none is known", () => {
    expect(recognise("AWS Internal")).toEqual({
      name: "Other",
      version: undefined,
      device: { name: "Other" },
      os: undefined,
    });
  });

  it.skipIf(!existsSync(documents))("equal Elasticsearch's for all captured records", () => {
    const lines = gunzipSync(readFileSync(documents)).toString().trimEnd().split("\n");
    const expected = lines.flatMap((line) => document.parse(JSON.parse(line)).user_agent ?? []);

    const made = expected.map(({ original }) => ({ original, ...recognise(original) }));

    expect(made.length).toBeGreaterThan(4_000);
    expect(made).toEqual(expected);
  });
});
