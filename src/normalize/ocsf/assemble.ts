import type { JsonValue } from "../../event.ts";
import { textOf } from "../value.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { PlaceOf } from "../geo/place.ts";
import { timeOf } from "../times.ts";
import { kindOf } from "./api.ts";
import { nothing } from "./classes/api-activity.ts";
import type { Payloads } from "./api.ts";
import type { Dialect } from "./dialect.ts";
import { eventInstant, instantOf } from "./instant.ts";
import type { Instant } from "./instant.ts";
import { observablesOf } from "./observables.ts";
import { partsOf } from "./parts.ts";
import type { Parts } from "./parts.ts";
import { rawDataOf } from "./raw-data.ts";
import type { Reading } from "./reading.ts";
import { groupManagement, otherActivity } from "./route.ts";
import type { Route } from "./route.ts";
import { apiActivityRoute } from "./routing.ts";
import { statusOf } from "./status.ts";
import type { Unmapped } from "./unmapped.ts";

/** How to make events: the options, with what is made of them once. */
export interface Plan {
  readonly dialect: Dialect;
  readonly routing: (reading: Reading) => Route;
  readonly rawData: boolean;
  readonly payloads: Payloads;
  readonly unmapped: Unmapped;
  readonly placeOf: PlaceOf | undefined;
  readonly clock: Clock;
}

export interface OcsfEvent {
  readonly [attribute: string]: unknown;
  readonly unmapped: Record<string, JsonValue> | undefined;
}

/** One event, with the attributes that all classes share written out, and those of its own class after them. */
export function assemble(reading: Reading, plan: Plan): OcsfEvent {
  const parts = fittingParts(reading, plan);
  const { route, source, specifics } = parts;
  const status = statusOf(reading, route.classUid);
  const { ms, text } = whenOf(reading, plan.clock);
  const raw = plan.rawData ? rawDataOf(reading.record, plan.dialect) : undefined;
  const event = {
    activity_id: route.activityId,
    activity_name: activityName(reading, route),
    actor: parts.actor,
    api: parts.api,
    category_name: route.categoryName,
    category_uid: route.categoryUid,
    class_name: route.className,
    class_uid: route.classUid,
    cloud: parts.cloud,
    dst_endpoint: parts.destination,
    http_request: parts.http,
    metadata: parts.metadata,
    observables: observablesOf(parts, plan.dialect),
    raw_data: raw?.data,
    raw_data_hash: raw?.hash,
    raw_data_size: raw?.size,
    severity: "Informational",
    severity_id: 1,
    src_endpoint: source,
    status: status.caption,
    status_code: parts.api.response?.error,
    status_detail: parts.api.response?.message,
    status_id: status.id,
    time: ms,
    time_dt: text,
    timezone_offset: 0,
    type_name: route.typeName,
    type_uid: route.typeUid,
    resources: parts.resources,
    unmapped: plan.unmapped(reading.fields, parts),
  };
  // Most events are complete here; copying them costs more than asking.
  return specifics === nothing ? event : { ...event, ...specifics, resources: parts.resources };
}

/** In the oldest version, a group management without a privilege or a user is invalid: it stays a call. */
function fittingParts(reading: Reading, plan: Plan): Parts {
  const route = plan.routing(reading);
  const parts = partsFor(route, reading, plan);
  const { privileges, user } = parts.specifics;
  const isUnfit =
    route.classUid === groupManagement &&
    !plan.dialect.hasBareGroups &&
    (privileges ?? user) === undefined;
  return isUnfit ? partsFor(apiActivityRoute(reading), reading, plan) : parts;
}

function partsFor(route: Route, reading: Reading, { payloads, dialect, placeOf }: Plan): Parts {
  return partsOf(reading, { route, payloads, dialect, placeOf });
}

/** For what OCSF has no word for, the source's. */
function activityName(reading: Reading, route: Route): string | undefined {
  if (route.activityId !== otherActivity) return route.activityName;
  const word = reading.insight?.type ?? reading.operation ?? kindOf(reading);
  return word === route.activityName ? undefined : word;
}

function whenOf({ fields }: Reading, clock: Clock): Instant {
  const text = textOf(fields["eventTime"]);
  const told = text === undefined ? undefined : eventInstant(text);
  return told ?? instantOf(timeOf(fields)) ?? now(clock);
}

function now(clock: Clock): Instant {
  const ms = clock.now();
  return { ms, text: new Date(ms).toISOString() };
}
