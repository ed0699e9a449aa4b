import { describe, expect, it } from "vitest";
import { section } from "../../src/config/fields.ts";
import { FixedSecret } from "../../src/config/secrets.ts";
import {
  refuseHecContradictions,
  resolveSplunkHec,
  splunkHecFields,
} from "../../src/config/splunk-hec.ts";

const fields = section(splunkHecFields).check(refuseHecContradictions);
const token = new FixedSecret("EXAMPLE");
const url = "https://splunk.example:8088";

describe("the HTTP Event Collector of a destination", () => {
  it("confirms what it delivers where nothing else is written", () => {
    const resolved = resolveSplunkHec(fields.parse({ url, token }));

    expect(resolved).toEqual({
      urls: [new URL(url)],
      token,
      endpoint: "event",
      metadata: { host: "cloudtrail" },
      compression: "gzip",
      tls: { minVersion: "TLSv1.2", verify: true },
      connectTimeoutMs: 10_000,
      requestTimeoutMs: 60_000,
      acknowledgment: {
        required: true,
        patienceMs: 300_000,
        askEveryMs: 1000,
        maxPendingBytes: 134_217_728,
      },
    });
  });

  it("tells Splunk what is written", () => {
    const metadata = {
      host: "trail",
      source: "cloudtrail",
      sourcetype: "aws:cloudtrail",
      index: "aws",
      fields: { stage: "production", team: ["blue", "red"] },
    };

    expect(resolveSplunkHec(fields.parse({ url, token, ...metadata })).metadata).toEqual(metadata);
  });

  it("has one URL or several", () => {
    const urls = [url, "https://other.example:8088"];

    const resolved = resolveSplunkHec(fields.parse({ urls, token }));

    expect(resolved.urls.map(({ origin }) => origin)).toEqual(urls);
  });

  it.each([
    [true, true],
    ["true", true],
    ["if_enabled", false],
    [false, undefined],
    ["false", undefined],
  ])("reads acknowledge: %j", (acknowledge, required) => {
    const resolved = resolveSplunkHec(fields.parse({ url, token, acknowledge }));

    expect(resolved.acknowledgment?.required).toBe(required);
  });

  it.each([
    [{ url: undefined }, "url: is missing; give url, or urls"],
    [{ urls: [url] }, "urls: stands beside url; keep one of them"],
    [
      { endpoint: "raw", fields: { a: "b" } },
      "fields: is for endpoint: event; bare lines have no fields",
    ],
    [
      { fields: { a: 1 } },
      "fields.a: is not text, or a list of texts; write numbers and flags in quotes",
    ],
    [
      { fields: { a: [] } },
      "fields.a: is not text, or a list of texts; write numbers and flags in quotes",
    ],
    [{ acknowledge: "maybe" }, "acknowledge: is not one of true, false, if_enabled"],
    [
      { acknowledgment: { patience: "1s" } },
      "acknowledgment.patience: is too small; the least is 10s",
    ],
    [{ request_timeout: "5s" }, "request_timeout: is too small; the least is 30s"],
    [
      { index: "a\nb" },
      "index: is empty, longer than 1024 characters or holds a control character",
    ],
    [
      { url: "https://x:y@splunk.example" },
      "url: is a URL with a user or password in it; write them under token",
    ],
  ])("is refused where it can't be meant: %j", (written, problem) => {
    const { error } = fields.safeParse({ url, token, ...written });

    const problems = error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    expect(problems).toEqual([problem]);
  });

  it("reads back what it writes", () => {
    const written = fields.encode(
      fields.parse({ url, token, acknowledge: "if_enabled", fields: { a: ["b"] } }),
    );

    expect(written).toMatchObject({
      acknowledge: "if_enabled",
      fields: { a: ["b"] },
      url: `${url}/`,
    });
  });
});
