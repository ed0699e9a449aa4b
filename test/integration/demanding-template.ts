import type { JsonObject } from "../../src/event.ts";
import type { SearchServer } from "./servers/search-server.ts";

/** An operator's own index template that refuses records whose `apiVersion` is no number. */
export async function putDemandingTemplate(server: SearchServer, pattern: string): Promise<void> {
  await putTemplate(server, pattern, { type: "long", ignore_malformed: false });
}

/** The same without the demand, and an index of it: those that are there keep what they have. */
export async function mendTemplate(
  server: SearchServer,
  pattern: string,
  stream: string,
): Promise<void> {
  await putTemplate(server, pattern, { type: "keyword" });
  await server.ask("POST", `${stream}/_rollover`);
}

/**
 * Above what `setup` put there, and made of its mappings. It has to be: the library that Elasticsearch calls for the
 * best compression, which `setup` chooses, is not published.
 */
async function putTemplate(
  server: SearchServer,
  pattern: string,
  apiVersion: JsonObject,
): Promise<void> {
  const cloudtrail = { properties: { api_version: apiVersion } };
  await server.ask("PUT", "_index_template/demanding", {
    index_patterns: [pattern],
    priority: 500,
    data_stream: {},
    composed_of: ["trailferry-ecs-mappings"],
    template: {
      // So that one search can return the ids of all.
      settings: { index: { codec: "default", max_result_window: 100_000 } },
      mappings: { properties: { aws: { properties: { cloudtrail } } } },
    },
  });
}
