import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { ElasticsearchConfig } from "../../src/deliver/elasticsearch/config.ts";
import { createElasticsearchDestination } from "../../src/deliver/elasticsearch/destination.ts";
import { withSetup } from "../../src/deliver/elasticsearch/setup/with-setup.ts";
import { batchOf, type EncodedEvent } from "../../src/event.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { anElasticsearchConfig } from "../support/elasticsearch-config.ts";
import { aBody, someEvents } from "../support/events.ts";
import { startSearchServer, type SearchServer } from "./servers/search-server.ts";

const { signal } = new AbortController();
const body = JSON.stringify({ "@timestamp": "2026-03-04T05:00:00Z", message: "EXAMPLE" });
const parts = { clock: systemClock, log: silentLogger };

describe.each(["Elasticsearch 9", "Elasticsearch 8", "OpenSearch 3"] as const)(
  "a data stream of a real %s",
  (name) => {
    let server: SearchServer;
    beforeAll(async () => {
      server = await startSearchServer(name);
      if (server.product === "elasticsearch") await putAbove(server);
    });
    afterAll(() => server.stop());

    it("is asked for before anything is written, and not where the server doesn't know how", async () => {
      const destination = aDestination(server, { dataStream: "nothing-made.it-yet" });

      const report = await destination.deliver(batchOf(someDocuments("a")), signal);

      if (server.product === "opensearch")
        return expect(report).toEqual({ retryable: [], rejected: [], duplicates: 0 });
      expect(report).toMatchObject({ rejected: [], trouble: { kind: "missing" } });
      expect(report.trouble?.message).toContain("trailferry setup");
      await expect(server.ask("GET", "nothing-made.it-yet/_count")).rejects.toThrow(/./);
    });

    it("takes what comes after the setup, with our ids once and without ids each time", async () => {
      const target = { connection: aConfig(server), format: "ecs", payloads: "text" } as const;
      const first = withSetup(
        aDestination(server),
        { ...target, takeOver: false },
        {
          ...parts,
          version: "1.0.0",
        },
      );
      const bare = aDestination(server, { documentId: "none" });

      const reports = [];
      for (const destination of [first, first, bare, bare])
        reports.push(await destination.deliver(batchOf(someDocuments("a", "b")), signal));
      await server.ask("POST", "logs-aws.cloudtrail-default/_refresh");

      expect(reports.flatMap(({ retryable, rejected }) => [...retryable, ...rejected])).toEqual([]);
      expect(reports.map(({ duplicates }) => duplicates)).toEqual([0, 2, 0, 0]);
      expect(await server.ask("GET", "logs-aws.cloudtrail-default/_count")).toMatchObject({
        count: 6,
      });
    });
  },
);

/** The library that Elasticsearch calls for its best compression is not published, so another template has the last word on that. */
async function putAbove(server: SearchServer): Promise<void> {
  const mappings = ["trailferry-ecs-mappings"];
  await server.ask("PUT", "_index_template/above", {
    index_patterns: ["logs-aws.cloudtrail-*"],
    priority: 400,
    data_stream: {},
    composed_of: mappings,
    ignore_missing_component_templates: mappings,
    template: { settings: { index: { codec: "default" } } },
  });
}

function aConfig(server: SearchServer, changes: Partial<ElasticsearchConfig> = {}) {
  return anElasticsearchConfig({ urls: [server.url], requireDataStream: true, ...changes });
}

function aDestination(server: SearchServer, changes: Partial<ElasticsearchConfig> = {}) {
  const destination = createElasticsearchDestination(aConfig(server, changes), parts);
  onTestFinished(() => destination.close());
  return destination;
}

function someDocuments(...ids: string[]): readonly EncodedEvent[] {
  return someEvents(...ids).map((event) => ({ ...event, body: aBody(body) }));
}
