import { quoted } from "../json-text.ts";
import { timeOf } from "../times.ts";
import { textOf } from "../value.ts";
import type { Clock } from "../../runtime/clock.ts";
import { kindOf } from "./api.ts";
import { nothing } from "./classes/api-activity.ts";
import type { Dialect } from "./dialect.ts";
import { eventTimeText, instantOf, timeText } from "./instant.ts";
import { observablesText } from "./observables.ts";
import type { Parts } from "./parts.ts";
import { rawDataText } from "./raw-data.ts";
import type { Reading } from "./reading.ts";
import { groupManagement, otherActivity } from "./route.ts";
import type { Route } from "./route.ts";
import { apiActivityRoute } from "./routing.ts";
import type { Specifics } from "./specifics.ts";
import { statusOf } from "./status.ts";
import type { Unmapped } from "./unmapped/unmapped.ts";
import { optional, word } from "./written.ts";

/** How to make events: the options, with what is made of them once. */
export interface Plan {
  readonly dialect: Dialect;
  readonly routing: (reading: Reading) => Route;
  readonly partsOf: (reading: Reading, route: Route) => Parts;
  readonly rawData: boolean;
  readonly unmapped: Unmapped;
  readonly clock: Clock;
}

/** One event in JSON: the attributes that all classes share, and then those of its own class. */
export function assemble(reading: Reading, plan: Plan): string {
  const parts = fittingParts(reading, plan);
  const { api, route } = parts;
  const { error, message } = api.response ?? {};
  return (
    `{${route.text},"severity":"Informational","severity_id":1,"metadata":${parts.metadata.text}` +
    `,"cloud":${parts.cloud.text},"api":${api.text},${statusOf(reading, route.classUid)}` +
    `,${whenOf(reading, plan.clock)}` +
    optional(',"activity_name":', activityName(reading, route)) +
    optional(',"actor":', parts.actor?.text) +
    optional(',"src_endpoint":', parts.source?.text) +
    optional(',"dst_endpoint":', parts.destination?.text) +
    optional(',"http_request":', parts.http?.text) +
    optional(',"status_code":', error && quoted(error)) +
    optional(',"status_detail":', message && quoted(message)) +
    optional(',"resources":', parts.resources?.text) +
    optional(',"observables":', observablesText(parts, plan.dialect)) +
    optional(",", plan.rawData ? rawDataText(reading.record, plan.dialect) : undefined) +
    optional(",", specificsText(parts.specifics)) +
    `${optional(',"unmapped":', plan.unmapped(reading, parts))}}`
  );
}

/** In the oldest version, a group management without a privilege or a user is invalid: it stays a call. */
function fittingParts(reading: Reading, { dialect, partsOf, routing }: Plan): Parts {
  const route = routing(reading);
  const parts = partsOf(reading, route);
  const { privileges, user } = parts.specifics;
  const isUnfit =
    route.classUid === groupManagement &&
    !dialect.hasBareGroups &&
    (privileges ?? user) === undefined;
  return isUnfit ? partsOf(reading, apiActivityRoute(reading)) : parts;
}

/** For what OCSF has no word for, the source's. */
function activityName(reading: Reading, route: Route): string | undefined {
  if (route.activityId !== otherActivity) return word(route.activityName);
  const name = reading.insight?.type ?? reading.operation ?? kindOf(reading);
  return name === route.activityName ? undefined : word(name);
}

function whenOf({ fields }: Reading, clock: Clock): string {
  const text = textOf(fields["eventTime"]);
  const told = text === undefined ? undefined : eventTimeText(text);
  if (told !== undefined) return told;
  const ms = clock.now();
  return timeText(instantOf(timeOf(fields)) ?? { ms, text: new Date(ms).toISOString() });
}

/** Members of the event. The resources of all classes stand in one place. */
function specificsText(specifics: Specifics): string | undefined {
  if (specifics === nothing) return undefined;
  const text = JSON.stringify({ ...specifics, resources: undefined });
  return text === "{}" ? undefined : text.slice(1, -1);
}
