import type { JsonObject, Normalize, TrailRecord } from "../../event.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Quotation } from "../../runtime/quotation.ts";
import { recordTime } from "../dates.ts";
import { flat } from "../flat.ts";
import type { PlaceOf } from "../geo/place.ts";
import { append, closed, opened, printed, quoted } from "../json-text.ts";
import { memo } from "../memo.ts";
import { elasticOutcomeOf, outcomeOf } from "../outcome.ts";
import { createCallOf } from "./call.ts";
import type { Call } from "./call.ts";
import { createCallerOf } from "./caller.ts";
import type { Caller } from "./caller.ts";
import type { Categories } from "./categories.ts";
import { cloudtrailText } from "./cloudtrail.ts";
import type { Payloads } from "./cloudtrail.ts";
import { distinct } from "./distinct.ts";
import { entitiesOf } from "./entities/entities.ts";
import type { Entities } from "./entities/entities.ts";
import { fileText, provenanceOf } from "./origin.ts";
import { groupText, userText } from "./people.ts";
import { payloadsOf, toldOf } from "./payload/payloads.ts";
import { relatedText } from "./related.ts";
import { resourcesOf } from "./resources.ts";
import { keywordText } from "./scalar.ts";
import { sourceText } from "./source.ts";
import { createUserAgentText } from "./user-agent.ts";

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
    return fields === null ? null : documentOf(record, fields, recipe);
  };
}

/** The options, with what is made of them once. */
interface Recipe {
  readonly eventOriginal: boolean;
  readonly categories: Categories;
  readonly callerOf: (record: TrailRecord) => Caller;
  readonly callOf: (record: TrailRecord) => Call;
  readonly outcomeOf: (record: JsonObject) => string;
  readonly payloads: Payloads;
  readonly entities: boolean;
  /** Begins every document; not closed. */
  readonly common: string;
  readonly placeOf: PlaceOf | undefined;
  readonly clock: Clock | undefined;
}

function recipeOf(options: EcsOptions): Recipe {
  const { eventOriginal = true, categories = "extended" } = options;
  return {
    eventOriginal,
    categories,
    callerOf: createCallerOf(createUserAgentText(categories)),
    callOf: createCallOf(categories),
    outcomeOf: categories === "elastic" ? elasticOutcomeOf : outcomeOf,
    payloads: options.payloads ?? "both",
    entities: options.entities ?? false,
    common: commonText(options, eventOriginal),
    placeOf: options.placeOf,
    clock: options.clock,
  };
}

function commonText({ dataStream, labels, tags = [] }: EcsOptions, eventOriginal: boolean): string {
  const allTags = [...(eventOriginal ? [keepOriginal] : []), ...tags];
  const common = {
    ecs,
    data_stream: dataStream ?? usualDataStream,
    tags: allTags.length === 0 ? undefined : allTags,
    labels,
  };
  return flat(JSON.stringify(common).slice(0, -1));
}

function documentOf(record: TrailRecord, fields: JsonObject, recipe: Recipe): string | Quotation {
  const caller = recipe.callerOf(record);
  const call = recipe.callOf(record);
  const provenance = provenanceOf(record.origin);
  const { time, problem } = recordTime(fields, recipe.categories);
  const problems = problemsOf(problem, caller.problem);
  const entities = recipe.entities ? entitiesOf(fields) : undefined;
  const resources = resourcesOf(record);
  const payloads = payloadsOf(record, fields);
  const told = toldOf(fields, payloads);
  const known = { form: recipe.payloads, payloads, caller, call, resources, entities };
  const dated = time ?? now(recipe.clock);

  let text = append(recipe.common, ',"@timestamp":', dated && `"${dated}"`);
  text = append(text, ',"error":', printed(problems && { message: problems }));
  text = append(text, ',"cloud":', cloudText(caller, call));
  text = append(text, ',"user":', userText(told, caller, entities));
  text = append(text, ',"group":', groupText(told));
  text = append(text, ',"source":', sourceText(caller, recipe.placeOf));
  text = append(text, ',"user_agent":', caller.userAgent);
  text = append(text, ',"tls":', call.tls);
  text = append(text, ',"related":', relatedText(told, known));
  text = append(text, ',"file":', fileText(record));
  text = append(text, ',"log":', provenance.log);
  const aws = append(opened, ',"cloudtrail":', cloudtrailText(record, fields, known));
  text = append(text, ',"aws":', closed(append(aws, ',"s3":', provenance.s3)));
  text = withInvolved(text, entities);
  text = append(text, ',"event":', eventText(record, recipe, { call, problems, told }));
  return recipe.eventOriginal ? new Quotation(`${text},"original":`, record, "}}") : `${text}}}`;
}

function withInvolved(document: string, entities: Entities | undefined): string {
  if (entities === undefined) return document;
  let text = append(document, ',"host":', printed(entities.host));
  text = append(text, ',"service":', printed(entities.service));
  text = append(text, ',"entity":', printed(entities.entity));
  text = append(text, ',"actor":', printed(entities.actor));
  return append(text, ',"target":', printed(entities.target));
}

function now(clock: Clock | undefined): string | undefined {
  return clock && new Date(clock.now()).toISOString();
}

/** A time that can't be read makes the event a `pipeline_error`, as in Elastic's own pipeline; all else is mapped. */
function problemsOf(
  event: string | undefined,
  session: string | undefined,
): readonly string[] | undefined {
  return event === undefined && session === undefined ? undefined : distinct([event, session]);
}

interface Parts {
  readonly told: JsonObject;
  readonly call: Call;
  readonly problems: readonly string[] | undefined;
}

/** `event`, which is not closed: the original is its last member. */
function eventText(record: TrailRecord, recipe: Recipe, { call, problems, told }: Parts): string {
  const id = keywordText(record, "eventID") ?? keywordText(record, "eventId");
  let text = (problems === undefined ? usualEvent : brokenEvent) + call.event;
  text = append(text, ',"id":', id);
  return append(text, ',"outcome":', outcomeText(recipe.outcomeOf(told)));
}

const outcomeText = memo(10, quoted);

function cloudText(caller: Caller, call: Call): string {
  return `${append(call.cloud, ',"account":', caller.account ?? call.account)}}`;
}

const usualEvent = '{"kind":"event","module":"aws","dataset":"aws.cloudtrail"';
const brokenEvent = '{"kind":"pipeline_error","module":"aws","dataset":"aws.cloudtrail"';

const ecs = { version: "8.11.0" };

/** A tag: Fleet's final pipeline removes `event.original` from documents without it. */
const keepOriginal = "preserve_original_event";

/** Published rules ask for its parts, wherever the documents are. */
const usualDataStream: DataStream = {
  type: "logs",
  dataset: "aws.cloudtrail",
  namespace: "default",
};
