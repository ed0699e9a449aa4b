import type { JsonObject, Normalize, TrailRecord } from "../../event.ts";
import type { Clock } from "../../runtime/clock.ts";
import { recordTime, sessionTime } from "../dates.ts";
import type { PlaceOf } from "../geo/place.ts";
import { identityOf } from "../identity.ts";
import type { Identity } from "../identity.ts";
import { sourceOf } from "../network.ts";
import type { Source } from "../network.ts";
import { elasticOutcomeOf, outcomeOf } from "../outcome.ts";
import { tlsDetailsOf, tlsVersionOf } from "../tls.ts";
import { createUserAgents } from "../user-agent/user-agents.ts";
import type { UserAgent } from "../user-agent/user-agent.ts";
import { textOf } from "../value.ts";
import { createCategorize } from "./categories.ts";
import type { Categories, Categorization } from "./categories.ts";
import { cloudtrailOf } from "./cloudtrail.ts";
import type { Payloads } from "./cloudtrail.ts";
import { fileOf, provenanceOf } from "./origin.ts";
import { groupOf, userOf } from "./people.ts";
import { entitiesOf } from "./entities/entities.ts";
import type { Entities } from "./entities/entities.ts";
import { subjectOf } from "./subject.ts";
import { present } from "./present.ts";
import { relatedOf } from "./related.ts";
import { keyword, serviceName } from "./scalar.ts";

export interface EcsOptions {
  /** Keeps the record's exact text in `event.original`. On, unless told otherwise. */
  readonly eventOriginal?: boolean;
  /**
   * `elastic`: what Elastic's own pipeline makes. `extended`, unless told otherwise: also categories and types for the
   * actions it doesn't know, names for the agents of AWS, and what an insight is about.
   */
  readonly categories?: Categories;
  /** `both`, unless told otherwise. */
  readonly payloads?: Payloads;
  /** Whether actor, target and related entities are there, as Elastic's option of that name adds them. Off, unless told otherwise. */
  readonly entities?: boolean;
  /** More words for `tags`. */
  readonly tags?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  /** `logs-aws.cloudtrail-default`, unless told otherwise. */
  readonly dataStream?: DataStream;
  /** What is known of an address: `source.geo` and `source.as`. */
  readonly placeOf?: PlaceOf | undefined;
  /** Dates the records whose own time is missing or unreadable. Without it they get no `@timestamp`, which data streams refuse. */
  readonly clock?: Clock;
}

/** The three parts of a data stream's name: `logs-aws.cloudtrail-default`. */
export interface DataStream {
  readonly type: string;
  readonly dataset: string;
  readonly namespace: string;
}

/** Elastic's names for CloudTrail, in Elastic Common Schema 8.11: what its rules and dashboards read. */
export function createEcs(options: EcsOptions = {}): Normalize {
  const recipe = recipeOf(options);
  return (record) => {
    const { fields } = record;
    return fields === null ? null : JSON.stringify(documentOf(record, fields, recipe));
  };
}

/** The options, with what is made of them once. */
interface Recipe {
  readonly eventOriginal: boolean;
  readonly categories: Categories;
  readonly categorize: (record: JsonObject) => Categorization;
  readonly outcomeOf: (record: JsonObject) => string;
  readonly agentOf: (text: string) => UserAgent;
  readonly payloads: Payloads;
  readonly entities: boolean;
  readonly tags: readonly string[] | undefined;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly dataStream: DataStream;
  readonly placeOf: PlaceOf | undefined;
  readonly clock: Clock | undefined;
}

function recipeOf(options: EcsOptions): Recipe {
  const { eventOriginal = true, categories = "extended", tags = [] } = options;
  const allTags = [...(eventOriginal ? [keepOriginal] : []), ...tags];
  return {
    eventOriginal,
    categories,
    categorize: createCategorize(categories),
    outcomeOf: categories === "elastic" ? elasticOutcomeOf : outcomeOf,
    agentOf: createUserAgents({ mode: categories }),
    payloads: options.payloads ?? "both",
    entities: options.entities ?? false,
    tags: allTags.length === 0 ? undefined : allTags,
    labels: options.labels,
    dataStream: options.dataStream ?? usualDataStream,
    placeOf: options.placeOf,
    clock: options.clock,
  };
}

/**
 * Each part is an object whose keys are fixed, whatever the record has. Objects of one shape are made and printed
 * several times faster than objects that grow with the record.
 */
function documentOf(record: TrailRecord, fields: JsonObject, recipe: Recipe): unknown {
  const who = identityOf(fields);
  const source = sourceOf(fields);
  const tls = tlsOf(fields);
  const provenance = provenanceOf(record.origin);
  const happened = recordTime(fields, recipe.categories);
  const session = sessionTime(fields);
  const problems = problemsOf(happened.problem, session.problem);
  const entities = recipe.entities ? entitiesOf(fields) : undefined;
  const event = eventOf(record, fields, recipe, problems);
  return {
    "@timestamp": happened.time ?? now(recipe.clock),
    ecs,
    data_stream: recipe.dataStream,
    event,
    error: problems && { message: problems },
    tags: recipe.tags,
    labels: recipe.labels,
    cloud: cloudOf(fields, who, event.provider),
    user: userOf(fields, who, entities),
    ...involved(entities),
    group: groupOf(fields),
    source: placed(source, recipe),
    user_agent: userAgentOf(fields, recipe),
    tls,
    related: relatedOf(fields, { who, source, serverName: tls?.client?.server_name, entities }),
    file: fileOf(fields),
    log: provenance?.log,
    aws: present({
      cloudtrail: cloudtrailOf(fields, recipe.payloads, session.time),
      s3: provenance?.s3,
    }),
  };
}

function involved(entities: Entities | undefined) {
  return {
    host: entities?.host,
    service: entities?.service,
    entity: entities?.entity,
    actor: entities?.actor,
    target: entities?.target,
  };
}

function now(clock: Clock | undefined): string | undefined {
  return clock && new Date(clock.now()).toISOString();
}

/** A time that can't be read makes the event a `pipeline_error`, as in Elastic's own pipeline; all else is mapped. */
function problemsOf(...found: readonly (string | undefined)[]): readonly string[] | undefined {
  const problems = found.filter((problem) => problem !== undefined);
  return problems.length === 0 ? undefined : problems;
}

function eventOf(
  record: TrailRecord,
  fields: JsonObject,
  recipe: Recipe,
  problems: readonly string[] | undefined,
) {
  const { category, types } = recipe.categorize(fields);
  const { provider, action } = subjectOf(fields, recipe.categories);
  return {
    kind: problems === undefined ? "event" : "pipeline_error",
    module: "aws",
    dataset: "aws.cloudtrail",
    provider,
    action,
    id: keyword(fields["eventID"]) ?? keyword(fields["eventId"]),
    category,
    type: types,
    outcome: recipe.outcomeOf(fields),
    original: recipe.eventOriginal ? record.text : undefined,
  };
}

function cloudOf(fields: JsonObject, { accountId }: Identity, provider: unknown): unknown {
  const service = serviceName(provider);
  return {
    provider: "aws",
    region: keyword(fields["awsRegion"]),
    service: service === undefined ? undefined : { name: service },
    account: accountId === undefined ? undefined : { id: accountId },
  };
}

function placed({ address, ip }: Source, { placeOf }: Recipe): unknown {
  if (address === undefined) return undefined;
  const place = ip === undefined ? undefined : placeOf?.(ip);
  return { address, ip, geo: place?.geo, as: place?.as };
}

function userAgentOf(fields: JsonObject, { agentOf }: Recipe): unknown {
  const original = keyword(fields["userAgent"]);
  if (typeof original !== "string") return original === undefined ? undefined : { original };
  const { name, version, device, os } = agentOf(original);
  return { original, name, version, device, os };
}

interface Tls {
  readonly version_protocol: string | undefined;
  readonly version: string | undefined;
  readonly cipher: string | undefined;
  readonly client: { readonly server_name: string } | undefined;
}

function tlsOf(fields: JsonObject): Tls | undefined {
  const details = tlsDetailsOf(fields);
  if (details === undefined) return undefined;
  const { protocol, version } = tlsVersionOf(details);
  const serverName = textOf(details?.["clientProvidedHostHeader"]);
  return present({
    version_protocol: protocol,
    version,
    cipher: textOf(details?.["cipherSuite"]),
    client: serverName === undefined ? undefined : { server_name: serverName },
  });
}

const ecs = { version: "8.11.0" };

/** A tag: Fleet's final pipeline removes `event.original` from documents without it. */
const keepOriginal = "preserve_original_event";

/** Published rules ask for its parts, wherever the documents are. */
const usualDataStream: DataStream = {
  type: "logs",
  dataset: "aws.cloudtrail",
  namespace: "default",
};
