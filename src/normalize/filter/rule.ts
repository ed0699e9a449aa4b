import type { JsonObject } from "../../event.ts";
import { outcomeOf } from "../outcome.ts";
import { isBlank, objectOf, textOf } from "../value.ts";
import { anyOf } from "./glob.ts";

/** Conditions that must all hold; of the values in a list, one. Texts may have `*` for any number of characters. */
export interface Rule {
  readonly eventSource?: readonly string[];
  readonly eventName?: readonly string[];
  readonly eventType?: readonly string[];
  readonly eventCategory?: readonly string[];
  readonly awsRegion?: readonly string[];
  readonly account?: readonly string[];
  readonly readOnly?: boolean;
  readonly failed?: boolean;
  readonly errorCode?: readonly string[];
  readonly identityType?: readonly string[];
  readonly identityArn?: readonly string[];
  readonly sourceIp?: readonly string[];
  readonly userAgent?: readonly string[];
}

/** Undefined: the record doesn't tell. */
export type Verdict = boolean | undefined;
export type Judge = (fields: JsonObject) => Verdict;

/** One condition that fails decides, whatever the others could tell. */
export function judgeOf(rule: Rule): Judge {
  const conditions = conditionsOf(rule);
  return (fields) => {
    let verdict: Verdict = true;
    for (const condition of conditions) {
      const holds = condition(fields);
      if (holds === false) return false;
      if (holds === undefined) verdict = undefined;
    }
    return verdict;
  };
}

type Read = (fields: JsonObject) => string | undefined;

const texts: readonly (readonly [(rule: Rule) => readonly string[] | undefined, Read])[] = [
  [(rule) => rule.eventSource, (fields) => textOf(fields["eventSource"])],
  [(rule) => rule.eventName, (fields) => textOf(fields["eventName"])],
  [(rule) => rule.eventType, (fields) => textOf(fields["eventType"])],
  [(rule) => rule.eventCategory, categoryOf],
  [(rule) => rule.awsRegion, (fields) => textOf(fields["awsRegion"])],
  [(rule) => rule.account, accountOf],
  [(rule) => rule.identityType, (fields) => textOf(objectOf(fields["userIdentity"])?.["type"])],
  [(rule) => rule.sourceIp, (fields) => textOf(fields["sourceIPAddress"])],
  [(rule) => rule.userAgent, (fields) => textOf(fields["userAgent"])],
];

function conditionsOf(rule: Rule): readonly Judge[] {
  const conditions = texts.flatMap(([patternsOf, read]) => {
    const patterns = patternsOf(rule);
    return patterns === undefined ? [] : [textCondition(patterns, read)];
  });
  const { errorCode, failed, identityArn, readOnly } = rule;
  if (readOnly !== undefined) conditions.push(readOnlyCondition(readOnly));
  if (failed !== undefined) conditions.push(failedCondition(failed));
  if (errorCode !== undefined) conditions.push(errorCodeCondition(errorCode));
  if (identityArn !== undefined) conditions.push(identityArnCondition(identityArn));
  return conditions;
}

function textCondition(patterns: readonly string[], read: Read): Judge {
  const matches = anyOf(patterns);
  return (fields) => {
    const text = read(fields);
    return text === undefined ? undefined : matches(text);
  };
}

/** Some old records have it as a text. */
function readOnlyCondition(wanted: boolean): Judge {
  return (fields) => {
    const text = textOf(fields["readOnly"]);
    return text === "true" || text === "false" ? (text === "true") === wanted : undefined;
  };
}

function failedCondition(wanted: boolean): Judge {
  return (fields) => (isCall(fields) ? (outcomeOf(fields) === "failure") === wanted : undefined);
}

/** A call without an error code tells that it has none. */
function errorCodeCondition(patterns: readonly string[]): Judge {
  const matches = anyOf(patterns);
  return (fields) => {
    const code = fields["errorCode"];
    if (isBlank(code)) return isCall(fields) ? false : undefined;
    const text = textOf(code);
    return text === undefined ? undefined : matches(text);
  };
}

/** The caller, or the role behind its session. */
function identityArnCondition(patterns: readonly string[]): Judge {
  const matches = anyOf(patterns);
  return (fields) => {
    const identity = objectOf(fields["userIdentity"]);
    const own = textOf(identity?.["arn"]);
    const issuer = objectOf(objectOf(identity?.["sessionContext"])?.["sessionIssuer"]);
    const role = textOf(issuer?.["arn"]);
    if (own === undefined && role === undefined) return undefined;
    return (own !== undefined && matches(own)) || (role !== undefined && matches(role));
  };
}

/** Insights and aggregated records tell of many calls, and have no outcome of their own. */
function isCall(fields: JsonObject): boolean {
  return textOf(fields["eventName"]) !== undefined;
}

/** Aggregated records have no `recipientAccountId`. */
function accountOf(fields: JsonObject): string | undefined {
  return textOf(fields["recipientAccountId"]) ?? textOf(fields["accountId"]);
}

const categories: ReadonlyMap<unknown, string> = new Map([
  ["AwsCloudTrailInsight", "Insight"],
  ["AwsVpceEvent", "NetworkActivity"],
  ["AwsVpceEvents", "NetworkActivity"],
  ["AwsAggregatedEvent", "Aggregated"],
]);

/** Records from before event version 1.07 say it in other words, or not at all. */
function categoryOf(fields: JsonObject): string | undefined {
  const category = textOf(fields["eventCategory"]) ?? categories.get(fields["eventType"]);
  if (category !== undefined) return category;
  const { managementEvent } = fields;
  if (typeof managementEvent !== "boolean") return undefined;
  return managementEvent ? "Management" : "Data";
}
