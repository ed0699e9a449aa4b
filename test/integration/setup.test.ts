import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setUp, type SetupTarget } from "../../src/deliver/elasticsearch/setup/set-up.ts";
import type { Payloads } from "../../src/deliver/elasticsearch/template.ts";
import type { Normalize } from "../../src/event.ts";
import { createNormalize } from "../../src/normalize/format.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { connectionTo } from "./connection-to.ts";
import { deliver } from "./delivered.ts";
import { countIn, idsFoundIn } from "./questions.ts";
import { searchServers, startSearchServer, type SearchServer } from "./servers/search-server.ts";

interface Kind {
  readonly format: "ecs" | "ocsf";
  readonly payloads: Payloads;
  /** What the daemon writes to. */
  readonly name: string;
  /** Of the components with the mappings. */
  readonly mappings: string;
  readonly normalize: Normalize;
}

const dataStream = { type: "logs", dataset: "aws.cloudtrail", namespace: "default" };
const ecs: Kind = {
  format: "ecs",
  payloads: "text",
  name: "logs-aws.cloudtrail-default",
  mappings: "trailferry-ecs-mappings",
  normalize: createNormalize("ecs", { clock: systemClock, dataStream }),
};
const kinds: readonly Kind[] = [
  ecs,
  {
    format: "ocsf",
    payloads: "text",
    name: "ocsf-cloudtrail-texts",
    mappings: "trailferry-ocsf-mappings",
    normalize: createNormalize("ocsf", { clock: systemClock }),
  },
  {
    format: "ocsf",
    payloads: "object",
    name: "ocsf-cloudtrail-objects",
    mappings: "trailferry-ocsf-object-mappings",
    normalize: createNormalize("ocsf", { clock: systemClock, payloads: "object" }),
  },
];

describe.each(searchServers)("setup of a real %s", (name) => {
  let server: SearchServer;
  beforeAll(async () => {
    server = await startSearchServer(name);
    if (server.product === "elasticsearch") for (const kind of kinds) await putAbove(server, kind);
  });
  afterAll(() => server.stop());

  describe.each(kinds)("for $format with payloads as $payloads", (kind) => {
    it("has nothing left to change the second time", async () => {
      const first = await setUp(targetOf(server, kind), parts);
      const second = await setUp(targetOf(server, kind), parts);

      expect(first.problems).toEqual([]);
      expect(second.problems).toEqual([]);
      expect(new Set(second.results.map(({ outcome }) => outcome))).toEqual(
        new Set(["not_available", "unchanged"]),
      );
    });

    it("makes the server take values of any length, and find what it should", async () => {
      await setUp(targetOf(server, kind), parts);

      const connection = connectionTo(server, kind.name);
      const { reports } = await deliver(corpus, kind.normalize, connection);
      await server.ask("POST", `${kind.name}/_refresh`);

      expect(reports.flatMap(({ rejected, retryable }) => [...rejected, ...retryable])).toEqual([]);
      expect(await countIn(server, kind.name)).toBe(corpus.records.length);
      const action = kind.format === "ecs" ? "event.action" : "api.operation";
      const query = { term: { [action]: "PutBucketPolicy" } };
      expect(await idsFoundIn(server, kind.name, query)).toHaveLength(corpus.records.length);
    });
  });

  it("updates its own templates for a new version", async () => {
    await setUp(targetOf(server, ecs), parts);

    const { results } = await setUp(targetOf(server, ecs), { ...parts, version: "2.0.0" });

    const templates = results.filter(({ kind: what }) => what.endsWith("template"));
    expect(templates.map(({ outcome }) => outcome)).toEqual(["updated", "updated", "updated"]);
  });
});

const { signal } = new AbortController();
const parts = { clock: systemClock, signal, version: "1.0.0" };

function targetOf(server: SearchServer, { format, payloads, name }: Kind): SetupTarget {
  return { connection: connectionTo(server, name), format, payloads, takeOver: false };
}

/**
 * The library that Elasticsearch calls for its best compression is not published, so an operator's template has the
 * last word on the codec, and is built of our mappings.
 */
async function putAbove(server: SearchServer, { format, name, mappings }: Kind): Promise<void> {
  await server.ask("PUT", `_index_template/${name}`, {
    index_patterns: [`${name}*`],
    priority: 400,
    ...(format === "ecs" && { data_stream: {} }),
    composed_of: [mappings],
    ignore_missing_component_templates: [mappings],
    template: { settings: { index: { codec: "default", mapping: { ignore_malformed: true } } } },
  });
}

/** Around and above the 32,766 bytes that an index takes as one value. */
const corpus = {
  name: "long",
  records: [10, 8192, 32_700, 32_766, 70_000, 200_000].map((length) =>
    JSON.stringify({
      eventVersion: "1.11",
      eventTime: "2026-03-04T05:00:00Z",
      eventID: `long-${length}`,
      eventSource: "s3.amazonaws.com",
      eventName: "PutBucketPolicy",
      recipientAccountId: "111122223333",
      requestParameters: { policy: "x".repeat(length), list: [1, [2, { of: null }]] },
      responseElements: { policy: "x".repeat(length) },
      additionalEventData: { policy: "x".repeat(length) },
      serviceEventDetails: { policy: "€".repeat(length / 3) },
    }),
  ),
};
