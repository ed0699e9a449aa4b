import { isJsonObject, type JsonObject, type JsonValue } from "../../src/event.ts";
import { textsAt, valuesAt } from "./search.ts";
import type { SearchServer } from "./servers/search-server.ts";

export async function countIn(server: SearchServer, index: string): Promise<JsonValue | undefined> {
  const answer = await server.ask("GET", `${index}/_count`);
  return answer["count"];
}

/** The ids of all documents that the query finds; `size` is at least how many, and at most the index's `max_result_window`. */
export async function idsFoundIn(
  server: SearchServer,
  index: string,
  query: JsonObject,
  size = usualWindow,
): Promise<readonly string[]> {
  const hits = await hitsOf(server, index, query, size);
  return hits.flatMap((hit) => textsAt(hit, "_id")).sort();
}

/** How many documents there are of each value of the field. */
export async function bucketsOf(
  server: SearchServer,
  index: string,
  field: string,
): Promise<ReadonlyMap<string, JsonValue>> {
  const aggs = { values: { terms: { field } } };
  const answer = await server.ask("POST", `${index}/_search`, { size: 0, aggs });
  const buckets = valuesAt(answer, "aggregations.values.buckets").filter(isJsonObject);
  return new Map(
    buckets.map((bucket) => [textsAt(bucket, "key").join(), bucket["doc_count"] ?? 0]),
  );
}

export interface Ignored {
  readonly field: string;
  readonly id: string;
}

/** What the server left unindexed: values that are too long, or not of the field's type. */
export async function ignoredIn(server: SearchServer, index: string): Promise<readonly Ignored[]> {
  const hits = await hitsOf(server, index, { exists: { field: "_ignored" } });
  return hits.flatMap((hit) =>
    textsAt(hit, "_ignored").map((field) => ({ field, id: textsAt(hit, "_id").join() })),
  );
}

const usualWindow = 10_000;

async function hitsOf(
  server: SearchServer,
  index: string,
  query: JsonObject,
  size = usualWindow,
): Promise<readonly JsonObject[]> {
  const answer = await server.ask("POST", `${index}/_search`, { query, size, _source: false });
  return valuesAt(answer, "hits.hits").filter(isJsonObject);
}
