/**
 * Where in the event the texts of a record stand already. Each rule looks at what was made of the record: a text that the
 * mapping could not use is never taken for mapped. The rules for members that templates are made of see nothing of other
 * members.
 */
import type { JsonObject } from "../../../event.ts";
import { textAt, textOf } from "../../value.ts";
import type { Action } from "../action.ts";
import type { Actor, Endpoint, Header } from "../attributes.ts";
import type { Parts } from "../parts.ts";
import type { Reading } from "../reading.ts";

export type Carries<P> = (text: string, parts: P, owner: JsonObject) => boolean;

/** Of values that are carried whole, whatever they are. */
export interface Whole<P> {
  readonly carriesAll: (parts: P) => boolean;
}

/** By key; those of an object by the keys in it, and those of a list as of each object in it. */
export type Carriers<P> = ReadonlyMap<string, Rule<P>>;

export type Rule<P> = Carries<P> | Whole<P> | Carriers<P>;

/** What an event tells of its caller. */
export interface CallerParts {
  readonly actor: Actor | undefined;
  readonly agent: { readonly name: string } | undefined;
  readonly source: Endpoint | undefined;
}

/** What it tells of the action. */
export interface ActionParts {
  readonly action: Action;
  readonly destination: Endpoint | undefined;
  readonly headers: readonly Header[] | undefined;
}

export interface ResourcesParts {
  /** Whether the resources of the event are those that the record lists. */
  readonly hasOwnResources: boolean;
}

const attributes = rules<CallerParts>({
  creationDate: (_, { actor }) => actor?.session?.created_time !== undefined,
  mfaAuthenticated: (text, { actor }) => String(actor?.session?.is_mfa) === text,
});

const sessionIssuer = rules<CallerParts>({
  accountId: (text, { actor }) => actor?.iam_role?.account?.uid === text,
  arn: (text, { actor }) => actor?.session?.issuer === text,
  principalId: (text, { actor }) => actor?.iam_role?.uid_alt === text,
  userName: (text, { actor }) => actor?.iam_role?.name === text,
});

const webIdFederationData = rules<CallerParts>({ federatedProvider: carriesProvider });

const onBehalfOf = rules<CallerParts>({
  identityStoreArn: (text, { actor }) => actor?.idp?.uid === text,
  userId: (text, { actor }) => actor?.user?.uid_alt === text,
});

const userIdentity = rules<CallerParts>({
  accessKeyId: carriesCredential,
  accountId: (text, { actor }) => actor?.user?.account?.uid === text,
  arn: (text, { actor }) => actor?.user?.uid === text,
  credentialId: carriesCredential,
  identityProvider: carriesProvider,
  invokedBy: carriesInvoker,
  onBehalfOf,
  principalId: (text, { actor }) => actor?.user?.uid_alt === text,
  sessionContext: rules<CallerParts>({ attributes, sessionIssuer, webIdFederationData }),
  type: (text, { actor }) => actor?.user?.type === text,
  userName: carriesUserName,
});

/** For the members that tell of a caller. */
export const callerRules = rules<CallerParts>({
  sourceIPAddress: (text, { source }) => source?.ip === text || source?.domain === text,
  userAgent: (text, { agent }) => agent?.name === text,
  userIdentity,
  vpcEndpointAccountId: (text, { source }) => source?.owner?.account.uid === text,
  vpcEndpointId: (text, { source }) => source?.uid === text,
});

/** For the members that tell of an action, but for those of insights. */
export const actionRules = rules<ActionParts>({
  accountId: carriesAccount,
  apiVersion: (text, { action }) => action.apiVersion === text,
  awsAccountId: carriesAccount,
  awsRegion: (text, { action }) => action.region === text,
  errorCode: carriesError,
  eventCategory: (text, { action }) => action.kind.feature === text,
  eventName: carriesOperation,
  eventSource: carriesService,
  eventType: (text, { action }) => action.kind.eventType === text,
  eventVersion: (text, { action }) => action.kind.eventVersion === text,
  recipientAccountId: carriesAccount,
  tlsDetails: rules<ActionParts>({ clientProvidedHostHeader: carriesHost }),
});

const additionalEventData = rules<Parts>({
  CredentialType: carriesFactor,
  LoginTo: (text, { destination }) => destination?.svc_name === text,
  MFAIdentifier: (text, { specifics }) => specifics.auth_factors?.[0]?.device?.uid === text,
  MFAUsed: (text, { specifics }) =>
    specifics.is_mfa !== undefined && /^(?:yes|no|true|false)$/i.test(text),
  MfaType: carriesFactor,
  UserName: carriesUserName,
});

const resources = rules<ResourcesParts>({
  ARN: (_, { hasOwnResources }) => hasOwnResources,
  ARNPrefix: (_, { hasOwnResources }, owner) => hasOwnResources && !isText(owner, "ARN"),
  accountId: carriesOfResource,
  type: carriesOfResource,
});

/** For the resources that a record lists. */
export const resourcesRules = rules<ResourcesParts>({ resources });

const insightDetails = rules<Parts>({
  errorCode: carriesError,
  eventName: carriesOperation,
  eventSource: carriesService,
  insightContext: { carriesAll: ({ specifics }) => specifics.evidences !== undefined },
  insightType: carriesInsight,
});

const timeWindow = rules<Parts>({
  windowEnd: (_, { specifics }) => specifics.end_time !== undefined,
  windowStart: (_, { specifics }) => specifics.start_time !== undefined,
});

/** For the members of a record. */
export const carriers = rules<Parts>({
  ...Object.fromEntries(callerRules),
  ...Object.fromEntries(actionRules),
  additionalEventData,
  errorMessage: { carriesAll: ({ response }) => response?.hasMessage === true },
  eventID: { carriesAll: ({ metadata }) => metadata.hasEventId },
  eventId: (text, { reading }) => idOf(reading) === text,
  eventTime: { carriesAll: ({ metadata }) => metadata.hasTime },
  insightContext: { carriesAll: ({ specifics }) => specifics.evidences !== undefined },
  insightDetails,
  insightErrorCode: carriesError,
  insightEventName: carriesOperation,
  insightEventSource: carriesService,
  insightType: carriesInsight,
  requestID: { carriesAll: ({ request }) => request?.hasOwnId === true },
  requestParameters: { carriesAll: ({ request }) => request?.hasData === true },
  resources,
  responseElements: { carriesAll: ({ response }) => response?.hasData === true },
  sharedEventID: { carriesAll: ({ metadata }) => metadata.hasCorrelation },
  timeWindow,
});

/** A Map, for the keys that are looked up in it come from outside. */
function rules<P>(byKey: Readonly<Record<string, Rule<P>>>): Carriers<P> {
  return new Map(Object.entries(byKey));
}

function carriesProvider(text: string, { actor }: CallerParts): boolean {
  return actor?.idp?.name === text;
}

function carriesCredential(text: string, { actor }: CallerParts): boolean {
  return actor?.session?.credential_uid === text;
}

function carriesInvoker(text: string, { actor }: CallerParts): boolean {
  return (actor?.app_name ?? actor?.application?.name ?? actor?.invoked_by) === text;
}

function carriesUserName(text: string, { actor }: CallerParts): boolean {
  return actor?.user?.name === text;
}

function carriesFactor(text: string, { specifics }: Parts): boolean {
  return specifics.auth_factors?.[0]?.factor_type.toUpperCase() === text.toUpperCase();
}

function carriesOfResource(
  _: string,
  { hasOwnResources }: ResourcesParts,
  owner: JsonObject,
): boolean {
  return hasOwnResources && (isText(owner, "ARN") || isText(owner, "ARNPrefix"));
}

function isText(owner: JsonObject, key: string): boolean {
  return textAt(owner, key) !== undefined;
}

function carriesError(text: string, { action }: ActionParts): boolean {
  return action.error === text;
}

function carriesOperation(text: string, { action }: ActionParts): boolean {
  return action.name === text;
}

function carriesService(text: string, { action }: ActionParts): boolean {
  return (action.service ?? action.author) === text;
}

function carriesAccount(text: string, { action }: ActionParts): boolean {
  return action.account === text;
}

function carriesHost(text: string, { destination, headers }: ActionParts): boolean {
  return destination?.hostname === text || headers?.[0]?.value === text;
}

function carriesInsight(text: string, { specifics }: Parts): boolean {
  return specifics.finding_info?.analytic.name === text;
}

function idOf({ fields }: Reading): string | undefined {
  return textOf(fields["eventID"]) ?? textOf(fields["eventId"]);
}
