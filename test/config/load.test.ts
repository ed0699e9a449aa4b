import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

function load(text: string, environment = new FakeEnvironment()) {
  environment.write("c.yaml", text);
  return loadConfig("c.yaml", environment);
}

const source =
  "{ name: trail, type: sqs, queue_url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q' }";

function withDestination(fields: string): string {
  return `sources: [${source}]\ndestinations: [{ name: elastic, type: elasticsearch, format: ecs, ${fields} }]\n`;
}

describe("loadConfig", () => {
  it("fills in every default", () => {
    const loaded = load(withDestination("urls: ['https://es.example:9200']"));

    expect(loaded).toMatchObject({ ok: true, warnings: [], config: defaults });
  });

  it("names units in the result, whatever the units in the file", () => {
    const loaded = load(
      withDestination(
        "urls: ['https://es'], batch: { max_age: 0.5s, max_bytes: 1MB }, retry: { max: 2m }",
      ),
    );

    expect(loaded).toMatchObject({
      config: {
        destinations: [
          { batch: { maxAgeMs: 500, maxBytes: 1_000_000 }, retry: { maxMs: 120_000 } },
        ],
      },
    });
  });

  it("reads numbers, flags, durations and sizes from variables", () => {
    const environment = new FakeEnvironment({}, { N: "7", F: "false", D: "3s", S: "2MiB" });

    const loaded = load(
      withDestination(
        "urls: ['https://es'], tls: { verify: '${F}' }, batch: { max_events: '${N}', max_bytes: '${S}', max_age: '${D}' }",
      ),
      environment,
    );

    expect(loaded).toMatchObject({
      config: {
        destinations: [
          { batch: { maxEvents: 7, maxBytes: 2_097_152, maxAgeMs: 3000 }, tls: { verify: false } },
        ],
      },
    });
  });

  it("reads what is chosen of a format, and leaves the rest to the format", () => {
    const fields = "urls: ['https://es'], format: ocsf, ocsf_version: 1.9.0, raw_data: true";

    const loaded = load(withDestination(fields).replace("format: ecs, ", ""));

    expect(loaded).toMatchObject({
      config: {
        destinations: [
          { mapping: { format: "ocsf", options: { version: "1.9.0", rawData: true } } },
        ],
      },
    });
  });

  it.each([
    ["logs-trail.audit-prod", { type: "logs", dataset: "trail.audit", namespace: "prod" }],
    [
      "logs-aws.cloudtrail-team-a",
      { type: "logs", dataset: "aws.cloudtrail", namespace: "team-a" },
    ],
  ])("takes the parts of the data stream %s into the documents", (name, dataStream) => {
    const loaded = load(withDestination(`urls: ['https://es'], data_stream: ${name}`));

    expect(loaded).toMatchObject({
      config: { destinations: [{ mapping: { options: { dataStream } } }] },
    });
  });

  it.each([
    [
      "{ type: s3, bucket: amzn-s3-demo-bucket, prefix: letters, encryption: { sse: 'aws:kms', kms_key_id: k } }",
      {
        type: "s3",
        bucket: "amzn-s3-demo-bucket",
        prefix: "letters",
        compression: "gzip",
        pathStyle: false,
        encryption: { sse: "aws:kms", kmsKeyId: "k" },
      },
    ],
    [
      "{ type: sqs, queue_url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/letters' }",
      { type: "sqs", queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/letters" },
    ],
  ])("reads where dead letters go: %s", (text, deadLetter) => {
    const loaded = load(`${withDestination("urls: ['https://es']")}dead_letter: ${text}\n`);

    expect(loaded).toMatchObject({ ok: true, config: { deadLetter } });
  });

  it("leaves documents their usual data stream where they go to an index", () => {
    const loaded = load(withDestination("urls: ['https://es'], data_stream: trail"));

    expect(loaded).toMatchObject({ config: { destinations: [{ mapping: { options: {} } }] } });
  });

  it("lets an alias repeat a section", () => {
    const loaded = load(
      `sources: [${source}]
destinations:
  - { name: a, type: stdout, format: ecs, batch: &small { max_events: 3 } }
  - { name: b, type: stdout, format: raw, batch: *small }
`,
    );

    expect(loaded).toMatchObject({
      config: { destinations: [{ batch: { maxEvents: 3 } }, { batch: { maxEvents: 3 } }] },
    });
  });

  it.each([
    ["off", undefined],
    ["0.0.0.0:9464", { host: "0.0.0.0", port: 9464 }],
    ["'[::]:0'", { host: "::", port: 0 }],
    ["localhost:80", { host: "localhost", port: 80 }],
  ])("listens on %s", (listen, admin) => {
    const loaded = load(`${withDestination("urls: ['https://es']")}admin: { listen: ${listen} }\n`);

    expect(loaded).toMatchObject({ ok: true, config: { admin } });
  });

  it.each([
    ["api_key: k", "api_key"],
    ["token: t", "bearer"],
    ["username: u, password: p", "basic"],
  ])("knows who we are by %s", (auth, kind) => {
    const loaded = load(withDestination(`urls: ['https://es'], auth: { ${auth} }`));

    expect(loaded).toMatchObject({ config: { destinations: [{ auth: { kind } }] } });
  });
});

it("refuses losses of a required destination", () => {
  const lines = "{ name: lines, type: stdout, format: raw, losses: drop }";

  const loaded = load(`sources: [${source}]\ndestinations: [${lines}]`);

  expect(loaded).toEqual({
    ok: false,
    errors: [
      "c.yaml:2:58 destinations[0].losses: is for required: false; a required destination loses nothing",
    ],
  });
});

describe("a warning", () => {
  it.each(["http://localhost:9200", "http://127.0.0.1:9200", "http://[::1]:9200", "https://es"])(
    "is not given for credentials to %s",
    (url) => {
      const loaded = load(withDestination(`urls: ['${url}'], auth: { token: t }`));

      expect(loaded).toMatchObject({ ok: true, warnings: [] });
    },
  );

  it("is given for credentials that travel unencrypted", () => {
    const loaded = load(withDestination("urls: ['http://es:9200'], auth: { token: t }"));

    expect(loaded).toMatchObject({
      ok: true,
      warnings: [
        'c.yaml:2:74 destinations[0].urls[0]: "http://es:9200" sends events and credentials unencrypted; use https://',
      ],
    });
  });

  it.each([
    ["type: syslog, url: 'tcp://siem:514'", "url", "sends events unencrypted; use tls://"],
    ["type: syslog, url: 'relp://siem:2514'", "url", "sends events unencrypted; use relps://"],
    [
      "type: splunk_hec, token: t, url: 'http://splunk:8088'",
      "url",
      "sends events and credentials unencrypted; use https://",
    ],
    [
      "type: splunk_hec, token: t, urls: ['http://splunk:8088']",
      "urls[0]",
      "sends events and credentials unencrypted; use https://",
    ],
  ])("is given for %s", (destination, path, words) => {
    const loaded = load(
      `sources: [${source}]\ndestinations: [{ name: a, format: raw, ${destination} }]`,
    );

    expect(loaded).toMatchObject({
      ok: true,
      warnings: [expect.stringContaining(`destinations[0].${path}: "`)],
    });
    expect(loaded.ok && loaded.warnings[0]).toContain(words);
  });

  it.each(["tcp://127.0.0.1:514", "udp://[::1]:514", "tls://siem:6514", "relps://siem:2514"])(
    "is not given for syslog to %s",
    (url) => {
      const loaded = load(
        `sources: [${source}]\ndestinations: [{ name: a, format: raw, type: syslog, url: '${url}' }]`,
      );

      expect(loaded).toMatchObject({ ok: true, warnings: [] });
    },
  );

  it("is given for a certificate that is not checked", () => {
    const loaded = load(withDestination("urls: ['https://es'], tls: { verify: false }"));

    expect(loaded).toMatchObject({
      ok: true,
      warnings: [
        "c.yaml:2:96 destinations[0].tls.verify: false lets anyone in between read and answer; it is for tests only",
      ],
    });
  });

  it("is given for a secret file that everyone may read", () => {
    const environment = new FakeEnvironment();
    environment.write("/key", "k", 0o644);

    const loaded = load(
      withDestination("urls: ['https://es'], auth: { api_key: '${file:/key}' }"),
      environment,
    );

    expect(loaded).toMatchObject({
      ok: true,
      warnings: [
        'c.yaml:2:97 destinations[0].auth.api_key: comes from "/key", which every user of this machine may read',
      ],
    });
  });
});

describe("any text", () => {
  it("is an answer, never an exception, whatever stands in the place of any value", () => {
    const values = [
      "~",
      "[~]",
      "{ a: ~ }",
      "{ ~: 1 }",
      "!!binary x",
      "*nothing",
      "17",
      "yes",
      "''",
    ];

    for (const { lines, others } of exampleParts()) {
      for (const [at, line] of lines.entries()) {
        const [key] = /^(\s*(?:- )?[a-z0-9_]+:|\s*- )/.exec(line) ?? [];
        for (const value of values) {
          const text = [...lines.with(at, `${key} ${value}`), ...others].join("\n");
          expect(() => load(text)).not.toThrow();
        }
      }
    }
  });

  it("is an answer, never an exception", () => {
    const word = fc.constantFrom(
      ..."{ } [ ] | # ' \" \t".split(" "),
      ": ",
      "- ",
      "  ",
      "&a ",
      "*a",
      "!!binary ",
      "~",
      ...keys,
    );
    const text = fc.oneof(
      fc.string({ unit: "binary-ascii" }),
      fc.array(word).map((words) => words.join("")),
    );

    fc.assert(
      fc.property(text, (anything) => {
        expect(load(anything)).toMatchObject({ ok: false });
      }),
    );
  });

  it("is an answer, never an exception, for bytes that are no text and values of any shape", () => {
    const bytes = fc.uint8Array().map((array) => Buffer.from(array));
    const value = fc
      .json()
      .map((json) => Buffer.from(`sources: ${json}\ndestinations: [${json}]\n`));

    fc.assert(
      fc.property(fc.oneof(bytes, value), (anything) => {
        const environment = new FakeEnvironment({ "c.yaml": anything });

        expect(loadConfig("c.yaml", environment)).toMatchObject({ ok: false });
      }),
    );
  });
});

/** Each section, source and destination of the example, with as much beside it as a file must have. */
function exampleParts() {
  const example = readFileSync(new URL("../../config/example.yaml", import.meta.url), "utf8");
  const parts: { readonly lines: string[]; readonly others: readonly string[] }[] = [];
  let section = "";
  for (const line of example.split("\n").filter((text) => !/^\s*(#|$)/.test(text))) {
    if (/^\S/.test(line)) section = line;
    const others = withDestination("urls: ['https://es']")
      .split("\n")
      .filter((text) => !text.startsWith(section));
    if (line === section) parts.push({ lines: [line], others });
    else if (line.startsWith("  - ")) parts.push({ lines: [section, line], others });
    else parts.at(-1)?.lines.push(line);
  }
  return parts;
}

const keys = ["sources", "destinations", "name", "type", "sqs", "${A}", "${file:/x}", "5m"];

const defaults = {
  sources: [
    {
      name: "trail",
      type: "sqs",
      queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/q",
      visibilitySeconds: 300,
      maxMessages: 4000,
      s3: { pathStyle: false },
      objects: {},
      digests: "skip",
    },
  ],
  destinations: [
    {
      name: "elastic",
      type: "elasticsearch",
      mapping: {
        format: "ecs",
        options: {
          dataStream: { type: "logs", dataset: "aws.cloudtrail", namespace: "default" },
        },
      },
      required: true,
      batch: { maxEvents: 2000, maxBytes: 3_145_728, maxAgeMs: 1000 },
      concurrency: { max: 4 },
      retry: { initialMs: 500, maxMs: 30_000 },
      urls: [new URL("https://es.example:9200")],
      auth: undefined,
      dataStream: "logs-aws.cloudtrail-default",
      compression: "gzip",
      tls: { minVersion: "TLSv1.2", verify: true },
      connectTimeoutMs: 10_000,
      requestTimeoutMs: 60_000,
    },
  ],
  deadLetter: undefined,
  admin: { host: "127.0.0.1", port: 9464 },
  log: { level: "info" },
  workers: 1,
  shutdown: { graceMs: 25_000 },
  limits: {
    compressedBytes: 2 ** 30,
    uncompressedBytes: 2 ** 34,
    recordBytes: 2 ** 24,
    nesting: 100,
  },
  reading: { objects: 8 },
};
