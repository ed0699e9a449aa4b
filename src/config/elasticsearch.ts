/**
 * An Elasticsearch or OpenSearch cluster in the configuration file: where it is, who we are to it, and what is written.
 */
import type { z } from "zod";
import type { ElasticsearchConfig, HeaderAuth } from "../deliver/elasticsearch/config.ts";
import { cloudId } from "./cloud-id.ts";
import { resolveTls, tls } from "./connection.ts";
import { auth, resolveAuth, resolveAws, type AwsAuthSettings } from "./elasticsearch-auth.ts";
import { choice, duration, flag, list, section, url } from "./fields.ts";
import { formatFields } from "./formats.ts";
import { dataStream } from "./names.ts";

/** All but the name and the number of connections, which follow from what destinations have in common. */
export interface ElasticsearchSettings extends Omit<
  ElasticsearchConfig,
  "name" | "connections" | "auth"
> {
  readonly auth: HeaderAuth | AwsAuthSettings | undefined;
  /** Whether templates and policies are put in place at the start. */
  readonly setup: boolean;
}

const seconds = { min: "1s", max: "10m" };

export const elasticsearchFields = {
  urls: list(url({ userBelongsIn: "auth" }))
    .optional()
    .describe("Nodes of one cluster; requests go round them, and a path is kept as a prefix."),
  cloud_id: cloudId
    .optional()
    .describe("Instead of urls: the cloud id of an Elastic Cloud deployment."),
  auth: auth.optional(),
  data_stream: dataStream
    .optional()
    .describe(
      "Data stream, alias or index that documents are created in. Default: logs-aws.cloudtrail-default; with ocsf, whose events no data stream takes, the alias ocsf-cloudtrail-default.",
    ),
  require_data_stream: flag()
    .optional()
    .describe(
      "Have recent versions of Elasticsearch refuse documents while data_stream is none, instead of making an index with guessed types. Default: true where the name has three parts, but not with ocsf or aoss.",
    ),
  document_id: choice(["event", "none"])
    .prefault("event")
    .describe(
      "event: made of account, region and event id, so that a repeat is known. none: given by the server, for targets that take no other (time series collections of AWS); repeats are stored again.",
    ),
  setup: flag()
    .prefault(false)
    .describe(
      "With ecs and ocsf: put templates and lifecycle policy in place before the first delivery, as `trailferry setup` does.",
    ),
  compression: choice(["gzip", "none"])
    .prefault("gzip")
    .describe("How the body of a request is compressed."),
  tls,
  connect_timeout: duration(seconds)
    .prefault("10s")
    .describe("Longest wait for a connection, TLS included."),
  request_timeout: duration(seconds)
    .prefault("60s")
    .describe("Longest time from sending a request to its whole answer."),
};

const elasticsearchSection = section({ format: formatFields.format, ...elasticsearchFields });

export type GivenElasticsearch = z.output<typeof elasticsearchSection>;

export function resolveElasticsearch(given: GivenElasticsearch): ElasticsearchSettings {
  const urls = urlsOf(given);
  return {
    urls,
    auth: resolveAuth(given.auth, urls),
    dataStream: dataStreamOf(given),
    requireDataStream: given.require_data_stream ?? isMeantAsDataStream(given),
    documentId: given.document_id,
    setup: given.setup,
    compression: given.compression,
    tls: resolveTls(given.tls),
    connectTimeoutMs: given.connect_timeout,
    requestTimeoutMs: given.request_timeout,
  };
}

/** Data streams ask for `@timestamp`, which events of OCSF don't have. */
export function dataStreamOf(given: Pick<GivenElasticsearch, "data_stream" | "format">): string {
  if (given.data_stream !== undefined) return given.data_stream;
  return given.format === "ocsf" ? "ocsf-cloudtrail-default" : "logs-aws.cloudtrail-default";
}

/** What contradicts itself. For `check` of the section that holds the fields. */
export function refuseContradictions({
  value,
  issues,
}: z.core.ParsePayload<GivenElasticsearch>): void {
  if (issues.length > 0) return;
  for (const { key, message } of contradictions(value))
    issues.push({ code: "custom", message, path: [...key], input: undefined });
}

interface Contradiction {
  readonly key: readonly string[];
  readonly message: string;
}

function contradictions(given: GivenElasticsearch): readonly Contradiction[] {
  const { urls, cloud_id: cloud, auth: who } = given;
  const isNowhere = urls === undefined && cloud === undefined;
  const isTwice = urls !== undefined && cloud !== undefined;
  const isAnyRegion = who?.aws !== undefined && resolveAws(who.aws, urlsOf(given)) === undefined;
  return [
    ...(isNowhere ? [{ key: ["urls"], message: "is missing; give urls, or cloud_id" }] : []),
    ...(isTwice ? [{ key: ["cloud_id"], message: "stands beside urls; keep one of them" }] : []),
    ...(isAnyRegion
      ? [{ key: ["auth", "aws", "region"], message: "is missing; no URL names one" }]
      : []),
    ...(given.setup ? setupContradictions(given) : []),
  ];
}

function setupContradictions(given: GivenElasticsearch): readonly Contradiction[] {
  if (given.format !== "ecs" && given.format !== "ocsf")
    return [{ key: ["setup"], message: `is for ecs and ocsf; ${given.format} has no templates` }];
  if (!isCollection(given)) return [];
  return [{ key: ["setup"], message: "is not for collections of AWS; make the index by hand" }];
}

function urlsOf(given: GivenElasticsearch): readonly URL[] {
  return given.urls ?? (given.cloud_id === undefined ? [] : [given.cloud_id.url]);
}

/** Type, data set and namespace, as names of data streams have them. */
function isMeantAsDataStream(given: GivenElasticsearch): boolean {
  const isStreamName = /^[^-]+-[^-]+-./.test(dataStreamOf(given));
  return isStreamName && given.format !== "ocsf" && !isCollection(given);
}

function isCollection(given: GivenElasticsearch): boolean {
  const aws = given.auth?.aws;
  return aws !== undefined && resolveAws(aws, urlsOf(given))?.service === "aoss";
}
