import { describe, expect, it } from "vitest";
import {
  elasticsearchFields,
  refuseContradictions,
  resolveElasticsearch,
} from "../../src/config/elasticsearch.ts";
import { section } from "../../src/config/fields.ts";
import { formatFields } from "../../src/config/formats.ts";

const schema = section({ format: formatFields.format, ...elasticsearchFields }).check(
  refuseContradictions,
);
const fingerprint = Array.from({ length: 32 }, () => "AB").join(":");

describe("the configuration of Elasticsearch", () => {
  it("has what most need without being told", () => {
    expect(resolved({})).toMatchObject({
      auth: undefined,
      dataStream: "logs-aws.cloudtrail-default",
      requireDataStream: true,
      documentId: "event",
      setup: false,
    });
  });

  it.each<[string, object, boolean]>([
    ["an alias for OCSF", { format: "ocsf" }, false],
    ["a name without three parts", { data_stream: "trails" }, false],
    ["a name with three parts", { data_stream: "logs-trails-prod" }, true],
    [
      "an alias whose name has three parts",
      { data_stream: "a-b-c", require_data_stream: false },
      false,
    ],
    [
      "a collection of AWS",
      { urls: ["https://x.us-east-1.aoss.amazonaws.com"], auth: { aws: {} } },
      false,
    ],
  ])("asks for a data stream or not: %s", (_, given, asked) => {
    expect(resolved(given).requireDataStream).toBe(asked);
  });

  it.each<[string, string, object]>([
    [
      "https://search-siem-x.eu-central-1.es.amazonaws.com",
      "a domain",
      { service: "es", region: "eu-central-1" },
    ],
    [
      "https://x.us-east-1.aoss.amazonaws.com",
      "a collection",
      { service: "aoss", region: "us-east-1" },
    ],
    [
      "https://x.cn-north-1.es.amazonaws.com.cn",
      "a domain in China",
      { service: "es", region: "cn-north-1" },
    ],
    [
      "https://siem-x.aos.eu-west-1.on.aws",
      "a domain with IPv6",
      { service: "es", region: "eu-west-1" },
    ],
  ])("reads in %s that it is %s", (url, _, expected) => {
    expect(resolved({ urls: [url], auth: { aws: {} } }).auth).toEqual({ kind: "aws", ...expected });
  });

  it("takes the operator's word for service, region and role", () => {
    const role = "arn:aws:iam::111122223333:role/writer";
    const aws = { service: "aoss", region: "us-east-1", credentials: { role_arn: role } };

    expect(resolved({ auth: { aws } }).auth).toEqual({
      kind: "aws",
      service: "aoss",
      region: "us-east-1",
      credentials: { roleArn: role },
    });
  });

  it("writes a fingerprint as it is compared", () => {
    expect(resolved({ tls: { fingerprint } }).tls.fingerprint).toBe("ab".repeat(32));
  });

  it.each<[object, string]>([
    [{ urls: undefined }, "urls: is missing; give urls, or cloud_id"],
    [{ cloud_id: cloudId("eu.example$abc") }, "cloud_id: stands beside urls; keep one of them"],
    [{ auth: { aws: {} } }, "auth.aws.region: is missing; no URL names one"],
    [{ auth: {} }, "auth: is empty; give api_key, or token, or aws, or username and password"],
    [
      { auth: { username: "ferry", aws: {} } },
      "auth: has several ways in; keep one of api_key, token, aws, username and password",
    ],
    [{ format: "raw", setup: true }, "setup: is for ecs and ocsf; raw has no templates"],
    [
      { auth: { aws: { service: "aoss", region: "us-east-1" } }, setup: true },
      "setup: is not for collections of AWS; make the index by hand",
    ],
    [
      { tls: { fingerprint: "abc" } },
      "tls.fingerprint: is not a SHA-256 fingerprint: 64 hexadecimal digits, with colons or without",
    ],
    [
      { tls: { fingerprint, ca_file: "/ca.pem" } },
      "tls.fingerprint: stands beside ca_file; keep one of them",
    ],
    [
      { tls: { fingerprint, verify: false } },
      "tls.fingerprint: stands beside verify: false; leave that out",
    ],
  ])("refuses %o", (given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });
});

describe("a cloud id", () => {
  it.each([
    ["eu.gcp.example$abc123$def456", "https://abc123.eu.gcp.example/"],
    ["eu.gcp.example:9243$abc123$def456", "https://abc123.eu.gcp.example:9243/"],
    ["eu.gcp.example:9243$abc123:9244$def456", "https://abc123.eu.gcp.example:9244/"],
    ["eu.gcp.example$abc123", "https://abc123.eu.gcp.example/"],
  ])("of %s leads to %s", (text, url) => {
    const { urls } = resolved({ urls: undefined, cloud_id: cloudId(text) });

    expect(urls.map(({ href }) => href)).toEqual([url]);
  });

  it.each([
    ["nothing in it", "siem:"],
    ["no base64", "siem:eu.example$abc"],
    ["no host", cloudId("$abc$def")],
    ["no id", cloudId("eu.example$$def")],
    ["an undefined id", cloudId("eu.example$undefined$def")],
    ["a path", cloudId("eu.example/x$abc")],
    ["a user", cloudId("eu.example$user@abc")],
    ["no such port", cloudId("eu.example:99999$abc")],
  ])("with %s is refused", (_, text) => {
    expect(problemsOf({ urls: undefined, cloud_id: text })).toEqual([
      "cloud_id: is not a cloud id; copy the whole of it, name:base64, from Elastic Cloud",
    ]);
  });
});

function cloudId(text: string): string {
  return `siem:${Buffer.from(text).toString("base64")}`;
}

function read(given: object) {
  return schema.safeParse({ format: "ecs", urls: ["https://es.example"], ...given });
}

function resolved(given: object) {
  const { data, error } = read(given);
  if (data === undefined) throw error;
  return resolveElasticsearch(data);
}

function problemsOf(given: object): readonly string[] {
  const issues = read(given).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}
