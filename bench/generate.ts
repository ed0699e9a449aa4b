/**
 * CloudTrail records as an account writes them: forty callers at a time that call in runs, the calls that real trails are full
 * of, about 1.4 KB of JSON each with a long tail, one in five denied. The same seed gives the same records; no event id comes twice.
 */
import type { JsonObject } from "../src/event.ts";
import { actions, type Action } from "./trail/actions.ts";
import { account, createCallers, type Caller } from "./trail/identities.ts";
import { createUniqueIds, Random } from "./trail/random.ts";

const start = Date.parse("2026-11-22T00:00:00Z");
const meanGapMs = 40;

/** Endless JSON texts, one record each. */
export function* generatedRecords(seed: number): Generator<string, never> {
  const random = new Random(seed);
  const eventId = createUniqueIds(random);
  const nextCaller = createCallers(random, 40);
  const often = weighted(actions);
  for (let time = start; ; time += random.below(2 * meanGapMs)) {
    const call = { time, eventId: eventId(), caller: nextCaller() };
    yield JSON.stringify(aRecord(random, random.pick(often), call));
  }
}

interface Call {
  readonly time: number;
  readonly eventId: string;
  readonly caller: Caller;
}

/** Keys in CloudTrail's own order. */
function aRecord(random: Random, action: Action, { time, eventId, caller }: Call): JsonObject {
  return {
    eventVersion: "1.11",
    userIdentity: caller.userIdentity,
    eventTime: `${new Date(time).toISOString().slice(0, 19)}Z`,
    eventSource: `${action.service}.amazonaws.com`,
    eventName: action.name,
    awsRegion: "us-east-1",
    sourceIPAddress: caller.sourceIPAddress,
    userAgent: caller.userAgent,
    ...outcome(random, action, caller),
    ...(action.additional && { additionalEventData: action.additional(random) }),
    requestID: random.uuid(),
    eventID: eventId,
    readOnly: action.readOnly,
    ...(action.resources && { resources: action.resources(random) }),
    eventType: "AwsApiCall",
    managementEvent: action.category === undefined,
    recipientAccountId: account,
    ...connection(random, action, caller),
  };
}

function outcome(random: Random, action: Action, caller: Caller): JsonObject {
  const requestParameters = action.request(random);
  if (random.chance(0.2)) {
    return { ...refusal(random, action, caller), requestParameters, responseElements: null };
  }
  return { requestParameters, responseElements: action.response?.(random) ?? null };
}

function refusal(random: Random, action: Action, caller: Caller): JsonObject {
  if (action.service === "ec2") {
    return {
      errorCode: "Client.UnauthorizedOperation",
      errorMessage: `You are not authorized to perform this operation. Encoded authorization failure message: ${random.base64(320)}`,
    };
  }
  return {
    errorCode: "AccessDenied",
    errorMessage: `User: ${caller.arn} is not authorized to perform: ${action.service}:${action.name} because no identity-based policy allows the ${action.service}:${action.name} action`,
  };
}

function connection(random: Random, action: Action, caller: Caller): JsonObject {
  const eventCategory = action.category ?? "Management";
  if (caller.userIdentity["type"] === "AWSService")
    return { sharedEventID: random.uuid(), eventCategory };
  if (random.chance(0.4)) return { eventCategory };
  return {
    eventCategory,
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: `${action.service}.us-east-1.amazonaws.com`,
    },
  };
}

function weighted(choices: readonly Action[]): readonly Action[] {
  return choices.flatMap((choice) => Array.from({ length: choice.weight }, () => choice));
}
