import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

const folder = "config/examples";
const files = readdirSync(folder);

const variables = {
  QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail",
  TRAIL_BUCKET: "example-trail-bucket",
  DEAD_LETTER_BUCKET: "example-dead-letters",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/111122223333/dead-letters",
  ELASTIC_CLOUD_ID: `siem:${Buffer.from("eu-central-1.example$abc123$def456").toString("base64")}`,
  ELASTICSEARCH_CA_FINGERPRINT: "0A:1b".repeat(16).replaceAll(/b(?=0)/g, "b:"),
};

/** What is special about each product. */
const destinations: Readonly<Record<string, object>> = {
  "elastic-cloud.yaml": {
    type: "elasticsearch",
    urls: [new URL("https://abc123.eu-central-1.example/")],
    mapping: { format: "ecs" },
    auth: { kind: "api_key" },
    requireDataStream: true,
  },
  "elasticsearch.yaml": {
    type: "elasticsearch",
    mapping: { format: "ecs" },
    tls: { fingerprint: "0a1b".repeat(16) },
    setup: true,
  },
  "aws-opensearch.yaml": {
    type: "elasticsearch",
    mapping: { format: "ecs" },
    auth: { kind: "aws", service: "es", region: "eu-central-1" },
    setup: true,
  },
  "splunk-enterprise.yaml": {
    type: "splunk_hec",
    mapping: { format: "raw" },
    acknowledgment: { required: true },
  },
  "splunk-cloud.yaml": {
    type: "splunk_hec",
    mapping: { format: "raw" },
    urls: [new URL("https://http-inputs-example.splunkcloud.com/")],
  },
  "sentinel-cef.yaml": {
    type: "syslog",
    mapping: { format: "cef" },
    header: { kind: "rfc3164", facility: "local4" },
    maxMessageBytes: 8000,
  },
  "qradar-leef.yaml": {
    type: "syslog",
    mapping: { format: "leef" },
    header: { hostname: "cloudtrail.example" },
    transport: { kind: "stream", framing: "line_feed" },
    maxMessageBytes: 4096,
  },
  "graylog.yaml": {
    type: "syslog",
    mapping: { format: "raw" },
    transport: { kind: "stream", framing: "line_feed" },
  },
  "rsyslog.yaml": {
    type: "syslog",
    mapping: { format: "raw" },
    transport: { kind: "relp", receiver: { port: 2514, tls: { minVersion: "TLSv1.2" } } },
  },
};

/** On a machine that has all the files which the configuration names. */
function load(text: string) {
  const paths = text.matchAll(/(?:\$\{file:|_file: )(\/[^}\s]+)/g);
  const named = [...paths].map(([, path = ""]) => [path, "a secret"] as const);
  const environment = { "c.yaml": text, ...Object.fromEntries(named) };
  return loadConfig("c.yaml", new FakeEnvironment(environment, variables));
}

describe("config/examples", () => {
  it("holds a configuration for each product", () => {
    expect([...files].sort()).toEqual(Object.keys(destinations).sort());
  });

  it.each(files)("loads %s without a warning", (file) => {
    const loaded = load(readFileSync(join(folder, file), "utf8"));

    expect(loaded).toMatchObject({
      ok: true,
      warnings: [],
      config: { destinations: [destinations[basename(file)]] },
    });
  });

  it("waits for no acknowledgment of Splunk Cloud, which gives none", () => {
    const loaded = load(readFileSync(join(folder, "splunk-cloud.yaml"), "utf8"));

    expect(loaded.ok && loaded.config.destinations[0]).not.toHaveProperty("acknowledgment");
  });

  it("shows a Serverless collection that loads in the place of the domain", () => {
    const text = readFileSync(join(folder, "aws-opensearch.yaml"), "utf8");
    const collection = text
      .replace(/^ {2}- name: opensearch\n[^]*?\n\n/m, "")
      .replaceAll(/^( *)# ((?:- |  )\w+: .*)$/gm, "$1$2");

    expect(load(collection)).toMatchObject({
      ok: true,
      warnings: [],
      config: { destinations: [{ auth: { service: "aoss" }, documentId: "none" }] },
    });
  });
});
