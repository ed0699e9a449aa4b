import type { JsonObject } from "../../event.ts";
import { textOf } from "../value.ts";
import type { Action } from "./action.ts";
import type { Dialect } from "./dialect.ts";
import table from "./eventmap.json" with { type: "json" };
import type { Insight } from "./insight.ts";
import {
  accountChange,
  apiActivity,
  authentication,
  detectionFinding,
  groupManagement,
  otherActivity,
  routeTo,
} from "./route.ts";
import type { Route } from "./route.ts";
import { activity, activityOf } from "./verbs.ts";

/** `aws`: the three classes that Security Lake writes. `extended`: the class that says most. */
export type Profile = "aws" | "extended";

/** What a call may be, by its service and its name. */
export interface Row {
  readonly route: Route;
  /** Where the call names a group. */
  readonly forGroup: Route;
}

/** Rows of `eventmap.json` decide, by service and call. What has no row is API activity. */
export function createRouting(
  profile: Profile,
  dialect: Dialect,
): (action: Action, members: JsonObject) => Row {
  const services = rowsByService(profile, dialect);
  return (action, members) => {
    const { insight, service = "", operation = "" } = action;
    if (insight !== undefined)
      return only(
        profile === "extended" ? findingRoute(insight) : routeTo(apiActivity, activity.other),
      );
    return services.get(service)?.get(operation) ?? only(apiActivityRoute(action, members));
  };
}

function only(route: Route): Row {
  return { route, forGroup: route };
}

/** What a call does, by its verb; where that is unknown, `readOnly` tells. */
export function apiActivityRoute({ operation }: Action, members: JsonObject): Route {
  if (operation === undefined) return routeTo(apiActivity, activityWithoutCall(members));
  const found = activityOf(operation);
  const isReadOnly = members["readOnly"] === true || members["readOnly"] === "true";
  const reads = isReadOnly && (found === activity.other || ciphers.has(operation));
  return routeTo(apiActivity, reads ? activity.read : found);
}

/** Changing nothing but the form of data, these are marked as reading, against what their verbs say. */
const ciphers = new Set(["Decrypt", "Encrypt"]);

type Line = (typeof table.rows)[number];

const signIn = "signin.amazonaws.com";
const identityCenter = "sso.amazonaws.com";

/** Either service tells of the sign-in to IAM Identity Center. */
function rowsByService(
  profile: Profile,
  dialect: Dialect,
): ReadonlyMap<string, ReadonlyMap<string, Row>> {
  const services = new Map<string, Map<string, Row>>();
  for (const line of table.rows) {
    const calls = services.get(line.eventSource) ?? new Map<string, Row>();
    services.set(line.eventSource, calls);
    const row = rowOf(line, profile, dialect);
    if (row !== undefined) calls.set(line.eventName, row);
  }
  const both = [services.get(signIn), services.get(identityCenter)];
  services.set(identityCenter, new Map(both.flatMap((calls) => [...(calls ?? [])])));
  return services;
}

function rowOf(line: Line, profile: Profile, dialect: Dialect): Row | undefined {
  const pair = pairOf(line, profile, dialect);
  if (pair === undefined) return undefined;
  const [classUid = apiActivity, activityId = otherActivity] = pair;
  const route = {
    ...routeTo(classUid, gated(classUid, activityId, dialect)),
    isOfRole: line.target === "role" || line.target === "permission set",
    isOfAssignment: line.target === "user or group",
  };
  return { route, forGroup: groupRoute(route) };
}

/** Security Lake's account changes need the class that succeeded it, where the version has deprecated theirs. */
function pairOf(
  line: Line,
  profile: Profile,
  { hasRoles }: Dialect,
): readonly number[] | undefined {
  const newest = hasRoles ? line.ocsf_1_9 : line.ocsf_1_8;
  if (profile === "extended") return newest;
  const published = line.aws_published ?? undefined;
  return hasRoles && published?.[0] === accountChange ? newest : published;
}

const accountSwitch = 7;

function gated(classUid: number, activityId: number, { hasAccountSwitch }: Dialect): number {
  const isTooNew = classUid === authentication && activityId === accountSwitch && !hasAccountSwitch;
  return isTooNew ? otherActivity : activityId;
}

/** Roles that are assigned to users and to groups, and removed: by the activities of both classes. */
const groupActivities = new Map([
  [1, 1],
  [2, 2],
  [16, 12],
  [17, 13],
]);

function groupRoute(route: Route): Route {
  const activityId = route.isOfAssignment ? groupActivities.get(route.activityId) : undefined;
  return activityId === undefined ? route : routeTo(groupManagement, activityId);
}

function findingRoute({ state }: Insight): Route {
  return routeTo(detectionFinding, findingActivities.get(state ?? "") ?? 0);
}

const findingActivities = new Map([
  ["Start", 1],
  ["End", 3],
]);

function activityWithoutCall(members: JsonObject): number {
  const kind = textOf(members["eventType"]) ?? textOf(members["digestS3Object"]);
  return kind === undefined ? activity.unknown : activity.other;
}
