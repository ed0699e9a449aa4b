import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configJsonSchema } from "../../src/config/json-schema.ts";
import { loadConfig } from "../../src/config/load.ts";
import { secretKeys } from "../../src/config/secrets.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

const example = readFileSync("config/example.yaml", "utf8");
const minimal = readFileSync("config/minimal.yaml", "utf8");
const variables = {
  QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail",
  ELASTICSEARCH_URL: "https://es.example:9200",
  ELASTICSEARCH_API_KEY: "key",
};

function load(text: string) {
  const files = {
    "c.yaml": text,
    "/run/secrets/elasticsearch-api-key": "key",
    "/run/secrets/splunk-token": "token",
    "/run/secrets/client-key.pem": "key",
    "/etc/trailferry/ca.pem": "certificate",
    "/etc/trailferry/client.pem": "certificate",
  };
  return loadConfig("c.yaml", new FakeEnvironment(files, variables));
}

interface Property {
  readonly key: string;
  readonly schema: object;
}

/** Every property at any depth of a JSON Schema. */
function propertiesOf(schema: unknown): Property[] {
  if (typeof schema !== "object" || schema === null) return [];
  const named = "properties" in schema && typeof schema.properties === "object";
  const own = named ? Object.entries(schema.properties ?? {}) : [];
  return [
    ...own.map(([key, inner]) => ({ key, schema: Object(inner) })),
    ...Object.values(schema).flatMap(propertiesOf),
  ];
}

describe("config/example.yaml", () => {
  it("loads", () => {
    expect(load(example)).toMatchObject({ ok: true, warnings: [] });
  });

  it("loads with every option that is commented out, but for those that others exclude", () => {
    const alternatives =
      "token|username|password|aws:|cloud_id|losses|tag:|window|datagrams|fingerprint";
    const options = example.replaceAll(
      new RegExp(`^( *)# ((?!${alternatives})[a-z0-9_]+: .*)$`, "gm"),
      "$1$2",
    );

    expect(load(options)).toMatchObject({
      ok: true,
      warnings: [],
      config: { sources: [{ region: "eu-central-1", s3: { requestPayer: "requester" } }] },
    });
  });

  it("shows every key", () => {
    const keys = new Set(propertiesOf(configJsonSchema()).map(({ key }) => key));

    const absent = [...keys].filter((key) => !new RegExp(`^[ #-]*${key}:`, "m").test(example));

    expect(absent).toEqual([]);
  });
});

describe("config/minimal.yaml", () => {
  it("loads", () => {
    expect(load(minimal)).toMatchObject({ ok: true, warnings: [] });
  });
});

describe("config/schema.json", () => {
  it("is what the schema command prints; npm run schema writes it", () => {
    const stored: unknown = JSON.parse(readFileSync("config/schema.json", "utf8"));

    expect(stored).toEqual(configJsonSchema());
  });

  it("describes every key", () => {
    const properties = propertiesOf(configJsonSchema());

    expect(properties.filter(({ schema }) => !("description" in schema))).toEqual([]);
  });

  it("knows the same secrets as the list by which they are hidden", () => {
    const secrets = propertiesOf(configJsonSchema()).filter(({ schema }) => "writeOnly" in schema);

    expect(new Set(secrets.map(({ key }) => key))).toEqual(secretKeys);
  });
});
