/**
 * Where in the event the texts of a record stand already. Each rule looks at what was made of the record: a text that the
 * mapping could not use is never taken for mapped.
 */
import type { JsonObject, JsonValue } from "../../../event.ts";
import { isBlank, textAt } from "../../value.ts";
import type { Parts } from "../parts.ts";

type Carries = (text: string, parts: Parts, owner: JsonObject) => boolean;

/** Of payloads that are carried whole, whatever they are. */
interface Whole {
  readonly carriesAll: (parts: Parts) => boolean;
}

/** By key; those of an object by the keys in it, and those of a list as of each object in it. */
export type Carriers = ReadonlyMap<string, Rule>;

export type Rule = Carries | Whole | Carriers;

const attributes = rules({
  creationDate: (_, { actor }) => actor?.session?.created_time !== undefined,
  mfaAuthenticated: (text, { actor }) => String(actor?.session?.is_mfa) === text,
});

const sessionIssuer = rules({
  accountId: (text, { actor }) => actor?.iam_role?.account?.uid === text,
  arn: (text, { actor }) => actor?.session?.issuer === text,
  principalId: (text, { actor }) => actor?.iam_role?.uid_alt === text,
  userName: (text, { actor }) => actor?.iam_role?.name === text,
});

const webIdFederationData = rules({ federatedProvider: carriesProvider });

const onBehalfOf = rules({
  identityStoreArn: (text, { actor }) => actor?.idp?.uid === text,
  userId: (text, { actor }) => actor?.user?.uid_alt === text,
});

const userIdentity = rules({
  accessKeyId: carriesCredential,
  accountId: (text, { actor }) => actor?.user?.account?.uid === text,
  arn: (text, { actor }) => actor?.user?.uid === text,
  credentialId: carriesCredential,
  identityProvider: carriesProvider,
  invokedBy: carriesInvoker,
  onBehalfOf,
  principalId: (text, { actor }) => actor?.user?.uid_alt === text,
  sessionContext: rules({ attributes, sessionIssuer, webIdFederationData }),
  type: (text, { actor }) => actor?.user?.type === text,
  userName: carriesUserName,
});

const additionalEventData = rules({
  CredentialType: carriesFactor,
  LoginTo: (text, { destination }) => destination?.svc_name === text,
  MFAIdentifier: (text, { specifics }) => specifics.auth_factors?.[0]?.device?.uid === text,
  MFAUsed: (text, { specifics }) =>
    specifics.is_mfa !== undefined && /^(?:yes|no|true|false)$/i.test(text),
  MfaType: carriesFactor,
  UserName: carriesUserName,
});

const resources = rules({
  ARN: (_, { hasOwnResources }) => hasOwnResources,
  ARNPrefix: (_, { hasOwnResources }, owner) => hasOwnResources && !isText(owner, "ARN"),
  accountId: carriesOfResource,
  type: carriesOfResource,
});

const insightDetails = rules({
  errorCode: carriesError,
  eventName: carriesOperation,
  eventSource: carriesService,
  insightContext: { carriesAll: ({ specifics }) => specifics.evidences !== undefined },
  insightType: carriesInsight,
});

const timeWindow = rules({
  windowEnd: (_, { specifics }) => specifics.end_time !== undefined,
  windowStart: (_, { specifics }) => specifics.start_time !== undefined,
});

/** For the keys of a record. */
export const carriers = rules({
  accountId: carriesAccount,
  additionalEventData,
  apiVersion: (text, { api }) => api.version === text,
  awsAccountId: carriesAccount,
  awsRegion: (text, { cloud }) => cloud.region === text,
  errorCode: carriesError,
  errorMessage: (text, { api }) => api.response?.message === text,
  eventCategory: (text, { metadata }) => metadata.feature === text,
  eventID: carriesId,
  eventId: carriesId,
  eventName: carriesOperation,
  eventSource: carriesService,
  eventTime: (text, { metadata }) => metadata.original_time === text,
  eventType: (text, { metadata }) => metadata.event_code === text,
  eventVersion: (text, { metadata }) => metadata.log_version === text,
  insightContext: { carriesAll: ({ specifics }) => specifics.evidences !== undefined },
  insightDetails,
  insightErrorCode: carriesError,
  insightEventName: carriesOperation,
  insightEventSource: carriesService,
  insightType: carriesInsight,
  recipientAccountId: carriesAccount,
  requestID: (text, { api }) => api.request?.uid === text,
  requestParameters: { carriesAll: ({ api }) => api.request?.hasData === true },
  resources,
  responseElements: { carriesAll: ({ api }) => api.response?.hasData === true },
  sharedEventID: (text, { metadata }) => metadata.correlation_uid === text,
  sourceIPAddress: (text, { source }) => source?.ip === text || source?.domain === text,
  timeWindow,
  tlsDetails: rules({ clientProvidedHostHeader: carriesHost }),
  userAgent: (text, { http }) => http?.user_agent === text,
  userIdentity,
  vpcEndpointAccountId: (text, { source }) => source?.owner?.account.uid === text,
  vpcEndpointId: (text, { source }) => source?.uid === text,
});

/** Whether the event has the value already, so that it is not to be told again. */
export function isCarried(
  value: JsonValue,
  rule: Rule | undefined,
  parts: Parts,
  owner: JsonObject,
): boolean {
  if (typeof rule === "function")
    return typeof value !== "object" && !isBlank(value) && rule(String(value), parts, owner);
  return rule !== undefined && "carriesAll" in rule && rule.carriesAll(parts);
}

/** A Map, for the keys that are looked up in it come from outside. */
function rules(byKey: Readonly<Record<string, Rule>>): Carriers {
  return new Map(Object.entries(byKey));
}

function carriesProvider(text: string, { actor }: Parts): boolean {
  return actor?.idp?.name === text;
}

function carriesCredential(text: string, { actor }: Parts): boolean {
  return actor?.session?.credential_uid === text;
}

function carriesInvoker(text: string, { actor }: Parts): boolean {
  return (actor?.app_name ?? actor?.application?.name ?? actor?.invoked_by) === text;
}

function carriesUserName(text: string, { actor }: Parts): boolean {
  return actor?.user?.name === text;
}

function carriesFactor(text: string, { specifics }: Parts): boolean {
  return specifics.auth_factors?.[0]?.factor_type.toUpperCase() === text.toUpperCase();
}

function carriesOfResource(_: string, { hasOwnResources }: Parts, owner: JsonObject): boolean {
  return hasOwnResources && (isText(owner, "ARN") || isText(owner, "ARNPrefix"));
}

function isText(owner: JsonObject, key: string): boolean {
  return textAt(owner, key) !== undefined;
}

function carriesError(text: string, { api }: Parts): boolean {
  return api.response?.error === text;
}

function carriesOperation(text: string, { api }: Parts): boolean {
  return api.operation === text;
}

function carriesService(text: string, { api }: Parts): boolean {
  return api.service === text;
}

function carriesInsight(text: string, { specifics }: Parts): boolean {
  return specifics.finding_info?.analytic.name === text;
}

function carriesAccount(text: string, { cloud }: Parts): boolean {
  return cloud.account?.uid === text;
}

function carriesId(text: string, { metadata }: Parts): boolean {
  return metadata.uid === text;
}

function carriesHost(text: string, { destination, http }: Parts): boolean {
  return destination?.hostname === text || http?.http_headers?.[0]?.value === text;
}
