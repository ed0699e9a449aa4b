/**
 * A destination in the configuration file, and what it means to the program: what destinations have in common, and the
 * settings of one type.
 */
import { z } from "zod";
import type { Mapping } from "../normalize/format.ts";
import type { SeverityTable } from "../normalize/pairs/severity.ts";
import { delivery, resolveDelivery, type DeliveryConfig } from "./delivery.ts";
import {
  dataStreamOf,
  elasticsearchFields,
  refuseContradictions,
  resolveElasticsearch,
  type ElasticsearchSettings,
} from "./elasticsearch.ts";
import { kind, section } from "./fields.ts";
import { fileFields, refuseKeepFiles, resolveFile } from "./file.ts";
import { present } from "./present.ts";
import {
  refuseHecContradictions,
  resolveSplunkHec,
  splunkHecFields,
  type SplunkHecSettings,
} from "./splunk-hec.ts";
import { syslogContradictions } from "./syslog-contradictions.ts";
import { resolveSyslog, syslogFields } from "./syslog.ts";

export type DestinationConfig = DeliveryConfig &
  (
    | ({ readonly type: "elasticsearch" } & ElasticsearchSettings)
    | ({ readonly type: "splunk_hec" } & SplunkHecSettings)
    | ({ readonly type: "syslog"; readonly severity?: SeverityTable } & ReturnType<
        typeof resolveSyslog
      >)
    | ({ readonly type: "file" } & ReturnType<typeof resolveFile>)
    | { readonly type: "stdout" }
  );

const elasticsearch = section({
  type: kind("elasticsearch").describe("Elasticsearch or OpenSearch, through the bulk API."),
  ...elasticsearchFields,
  ...delivery({ events: 2000, bytes: "3MiB", age: "1s", concurrency: 4 }),
}).check(refuseContradictions);

/** What Splunk Cloud recommends for one request. */
const splunkHec = section({
  type: kind("splunk_hec").describe("Splunk, through the HTTP Event Collector."),
  ...splunkHecFields,
  ...delivery({ events: 2000, bytes: "1MiB", age: "1s", concurrency: 8 }),
}).check(refuseHecContradictions);

const syslog = section({
  type: kind("syslog").describe("A syslog receiver, by UDP, TCP, TLS or RELP."),
  ...syslogFields,
  ...delivery({ events: 2000, bytes: "2MiB", age: "1s", concurrency: 8 }),
}).check(({ value, issues }) => {
  if (issues.length > 0) return;
  for (const { key, message } of syslogContradictions(value))
    issues.push({ code: "custom", message, path: [key], input: undefined });
});

const file = section({
  type: kind("file").describe("Lines of JSON in a file."),
  ...fileFields,
  ...delivery({ events: 2000, bytes: "5MiB", age: "1s", concurrency: 1 }),
}).check(refuseKeepFiles);

const stdout = section({
  type: kind("stdout").describe("Lines of JSON on standard output."),
  ...delivery({ events: 500, bytes: "1MiB", age: "200ms", concurrency: 1 }),
});

export const destinationSchema = z.discriminatedUnion("type", [
  elasticsearch,
  splunkHec,
  syslog,
  file,
  stdout,
]);

export function resolveDestination(given: z.output<typeof destinationSchema>): DestinationConfig {
  const shared = resolveDelivery(given);
  switch (given.type) {
    case "elasticsearch": {
      const mapping = withDataStream(shared.mapping, dataStreamOf(given));
      return { ...shared, mapping, type: given.type, ...resolveElasticsearch(given) };
    }
    case "splunk_hec":
      return { ...shared, type: given.type, ...resolveSplunkHec(given) };
    case "syslog":
      return {
        ...shared,
        type: given.type,
        ...resolveSyslog(given),
        ...present({ severity: given.severity }),
      };
    case "file":
      return { ...shared, type: given.type, ...resolveFile(given) };
    case "stdout":
      return { ...shared, type: given.type };
  }
}

/** ECS documents name their data stream. For an index or alias whose name has no three parts they name the usual one. */
function withDataStream(mapping: Mapping, target: string): Mapping {
  if (mapping.format !== "ecs") return mapping;
  const [, type, dataset, namespace] = /^([^-]+)-([^-]+)-(.+)$/.exec(target) ?? [];
  if (type === undefined || dataset === undefined || namespace === undefined) return mapping;
  return { ...mapping, options: { ...mapping.options, dataStream: { type, dataset, namespace } } };
}
