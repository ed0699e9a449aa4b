import type { JsonObject, JsonValue, Normalize, TrailRecord } from "../../event.ts";
import type { Clock } from "../../runtime/clock.ts";
import { identityOf } from "../identity.ts";
import { textAt } from "../value.ts";
import { consoleLoginOf } from "./console-login.ts";
import { createCategorize } from "./categories.ts";
import type { Categories, Categorization } from "./categories.ts";
import { recordTime, sessionTime } from "../dates.ts";
import { Draft, place } from "./draft.ts";
import { createMoves } from "./moves.ts";
import type { Payloads } from "./moves.ts";
import { sourceOf } from "../network.ts";
import { outcomeOf } from "../outcome.ts";
import { relatedHosts, relatedIps, relatedUsers } from "./related.ts";
import { resourcesOf } from "./resources.ts";
import { tlsDetailsOf, tlsVersionOf } from "../tls.ts";

export interface EcsOptions {
  /** Keeps the record's exact text in `event.original`. On, unless told otherwise. */
  readonly eventOriginal?: boolean;
  /** Whose categories and types the actions get; `elastic`, unless told otherwise. */
  readonly categories?: Categories;
  /** `both`, unless told otherwise. */
  readonly payloads?: Payloads;
  readonly dataStream?: DataStream;
  /** Dates the records whose own time is missing or unreadable. Without it they get no `@timestamp`, which data streams refuse. */
  readonly clock?: Clock;
}

export interface DataStream {
  readonly type: string;
  readonly dataset: string;
  readonly namespace: string;
}

/** Elastic's names for CloudTrail, in Elastic Common Schema 8.11: what its rules and dashboards read. */
export function createEcs(options: EcsOptions): Normalize {
  const recipe: Recipe = {
    ...options,
    categorize: createCategorize(options.categories),
    applyMoves: createMoves(options.payloads),
  };
  return (record) => {
    const { fields } = record;
    return fields === null ? null : JSON.stringify(documentOf(record, fields, recipe));
  };
}

/** The options, with what is made of them once. */
interface Recipe extends EcsOptions {
  readonly categorize: (record: JsonObject) => Categorization;
  readonly applyMoves: (record: JsonObject, draft: Draft) => void;
}

function documentOf(record: TrailRecord, fields: JsonObject, recipe: Recipe): JsonObject {
  const draft = new Draft();
  putTime(draft, fields, recipe.clock);
  putConstants(draft, recipe.dataStream);
  putCategory(draft, recipe.categorize(fields));
  recipe.applyMoves(fields, draft);
  putActivity(draft, fields);
  putConsoleLogin(draft, fields);
  putOrigin(draft, record);
  if (recipe.eventOriginal !== false) {
    draft.set(at.eventOriginal, record.text);
    draft.set(at.tags, keepOriginal);
  }
  return draft.document;
}

/** A time that can't be read makes the event a `pipeline_error`, as in Elastic's own pipeline; all else is mapped. */
function putTime(draft: Draft, fields: JsonObject, clock: Clock | undefined): void {
  const happened = recordTime(fields);
  const session = sessionTime(fields);
  draft.set(at.timestamp, happened.time ?? (clock && new Date(clock.now()).toISOString()));
  draft.set(at.sessionCreated, session.time);
  const problems = [happened.problem, session.problem].filter((problem) => problem !== undefined);
  if (problems.length > 0) draft.set(at.errorMessage, problems);
  draft.set(at.eventKind, problems.length > 0 ? "pipeline_error" : "event");
}

function putConstants(draft: Draft, dataStream: DataStream | undefined): void {
  draft.set(at.ecsVersion, "8.11.0");
  draft.set(at.eventModule, "aws");
  draft.set(at.eventDataset, "aws.cloudtrail");
  draft.set(at.cloudProvider, "aws");
  if (dataStream === undefined) return;
  draft.set(at.dataStreamType, dataStream.type);
  draft.set(at.dataStreamDataset, dataStream.dataset);
  draft.set(at.dataStreamNamespace, dataStream.namespace);
}

function putCategory(draft: Draft, { category, types }: Categorization): void {
  draft.set(at.eventCategory, category);
  draft.set(at.eventType, types);
}

/** Who did it, from where, on what, and how it ended. */
function putActivity(draft: Draft, fields: JsonObject): void {
  const who = identityOf(fields);
  draft.set(at.userId, who.id);
  draft.set(at.userName, who.name);
  draft.set(at.userEmail, who.email);
  draft.set(at.accountId, who.accountId);
  draft.set(at.eventOutcome, outcomeOf(fields));
  draft.set(at.resources, resourcesOf(fields));
  const source = sourceOf(fields);
  draft.set(at.sourceAddress, source.address);
  draft.set(at.sourceIp, source.ip);
  const serverName = putTls(draft, fields);
  draft.set(at.relatedUser, relatedUsers(fields, who));
  draft.set(at.relatedIp, relatedIps(fields, source));
  draft.set(at.relatedHosts, relatedHosts(fields, source, serverName));
}

function putConsoleLogin(draft: Draft, fields: JsonObject): void {
  const login = consoleLoginOf(fields);
  draft.set(at.loginTo, login?.loginTo);
  draft.set(at.loginMobileVersion, login?.mobileVersion);
  draft.set(at.loginMfaUsed, login?.mfaUsed);
}

/** Returns the server name that the client asked for. */
function putTls(draft: Draft, fields: JsonObject): string | undefined {
  const details = tlsDetailsOf(fields);
  const { protocol, version } = tlsVersionOf(details);
  const serverName = textAt(details, "clientProvidedHostHeader");
  draft.set(at.tlsProtocol, protocol);
  draft.set(at.tlsVersion, version);
  draft.set(at.tlsCipher, textAt(details, "cipherSuite"));
  draft.set(at.tlsServerName, serverName);
  draft.set(at.tlsKeyExchange, textAt(details, "keyExchange"));
  return serverName;
}

/** A file read from disk has a path, and no bucket. */
function putOrigin(draft: Draft, { origin }: TrailRecord): void {
  const { bucket, key } = origin.object;
  if (bucket === "") return;
  draft.set(at.filePath, `s3://${bucket}/${key}`);
  draft.set(at.bucketName, bucket);
  draft.set(at.objectKey, key);
}

/** Fleet's final pipeline removes `event.original` from documents without it. */
const keepOriginal: JsonValue = ["preserve_original_event"];

const at = {
  timestamp: place("@timestamp"),
  ecsVersion: place("ecs.version"),
  errorMessage: place("error.message"),
  eventKind: place("event.kind"),
  eventModule: place("event.module"),
  eventDataset: place("event.dataset"),
  eventOutcome: place("event.outcome"),
  eventCategory: place("event.category"),
  eventType: place("event.type"),
  eventOriginal: place("event.original"),
  cloudProvider: place("cloud.provider"),
  accountId: place("cloud.account.id"),
  userId: place("user.id"),
  userName: place("user.name"),
  userEmail: place("user.email"),
  sourceAddress: place("source.address"),
  sourceIp: place("source.ip"),
  tlsProtocol: place("tls.version_protocol"),
  tlsVersion: place("tls.version"),
  tlsCipher: place("tls.cipher"),
  tlsServerName: place("tls.client.server_name"),
  tlsKeyExchange: place("aws.cloudtrail.tls_details.key_exchange"),
  sessionCreated: place("aws.cloudtrail.user_identity.session_context.creation_date"),
  loginTo: place("aws.cloudtrail.console_login.additional_eventdata.login_to"),
  loginMobileVersion: place("aws.cloudtrail.console_login.additional_eventdata.mobile_version"),
  loginMfaUsed: place("aws.cloudtrail.console_login.additional_eventdata.mfa_used"),
  resources: place("aws.cloudtrail.resources"),
  relatedUser: place("related.user"),
  relatedIp: place("related.ip"),
  relatedHosts: place("related.hosts"),
  dataStreamType: place("data_stream.type"),
  dataStreamDataset: place("data_stream.dataset"),
  dataStreamNamespace: place("data_stream.namespace"),
  filePath: place("log.file.path"),
  bucketName: place("aws.s3.bucket.name"),
  objectKey: place("aws.s3.object.key"),
  tags: place("tags"),
};
