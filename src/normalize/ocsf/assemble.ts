import type { JsonObject, TrailRecord } from "../../event.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Quotation } from "../../runtime/quotation.ts";
import { timeOf } from "../times.ts";
import { textOf } from "../value.ts";
import { nothing } from "./classes/api-activity.ts";
import type { Dialect } from "./dialect.ts";
import { eventTimeText, instantOf, timeText } from "./instant.ts";
import { observablesText } from "./observables.ts";
import type { Outline, Outlines, Known } from "./outline.ts";
import type { Parts } from "./parts.ts";
import { withRawData } from "./raw-data.ts";
import { Reading } from "./reading.ts";
import { authentication, groupManagement } from "./route.ts";
import { apiActivityRoute } from "./routing.ts";
import type { Specifics } from "./specifics.ts";
import { statusOf } from "./status.ts";
import { optional } from "./written.ts";

/** How to make events: the options, with what is made of them once. */
export interface Plan {
  readonly dialect: Dialect;
  readonly outlines: Outlines;
  readonly partsOf: (reading: Reading, outline: Outline) => Parts;
  readonly rawData: boolean;
  readonly unmapped: (parts: Parts) => string | undefined;
  readonly clock: Clock;
}

/** One event in JSON: the attributes that all classes share, and then those of its own class. */
export function assemble(record: TrailRecord, fields: JsonObject, plan: Plan): string | Quotation {
  const event = eventText(record, fields, plan);
  return plan.rawData ? withRawData(event, record, plan.dialect) : `${event}}`;
}

/** Not closed. */
function eventText(record: TrailRecord, fields: JsonObject, plan: Plan): string {
  const known = plan.outlines.knownOf(record);
  const reading = new Reading(record, fields, known.action);
  const parts = fittingParts(reading, known, plan);
  const { errorMessage, metadata, outline, request, response } = parts;
  return (
    `${outline.start},${metadata.text}},"cloud":${parts.cloud.text}${outline.api}` +
    optional(',"request":', request?.text) +
    optional(',"response":', response?.text) +
    `},${statusOf(parts)},${whenOf(parts, plan.clock)}` +
    optional(',"actor":', parts.actor?.text) +
    optional(',"src_endpoint":', parts.source?.text) +
    optional(',"http_request":', httpRequestText(parts)) +
    optional(',"status_detail":', errorMessage) +
    optional(',"resources":', parts.resources?.text) +
    optional(',"observables":', observablesText(parts, plan.dialect)) +
    optional(",", specificsText(parts.specifics)) +
    optional(',"unmapped":', plan.unmapped(parts))
  );
}

/** In the oldest version, a group management without a privilege or a user is invalid: it stays a call. */
function fittingParts(reading: Reading, known: Known, { dialect, outlines, partsOf }: Plan): Parts {
  const parts = partsOf(reading, fittingOutline(reading, known, outlines));
  const { privileges, user } = parts.specifics;
  const isUnfit =
    parts.outline.route.classUid === groupManagement &&
    !dialect.hasBareGroups &&
    (privileges ?? user) === undefined;
  if (!isUnfit) return parts;
  const { action, fields } = reading;
  const route = apiActivityRoute(action, fields);
  return partsOf(reading, outlines.outlineOf({ action, route }, fields));
}

/** What is known of an action fits most of its calls; some are about a group, and logins tell where they led to. */
function fittingOutline(
  reading: Reading,
  { action, outline, row }: Known,
  outlines: Outlines,
): Outline {
  const isOfGroup =
    row.forGroup !== row.route && textOf(reading.parameters?.["principalType"]) === "GROUP";
  const route = isOfGroup ? row.forGroup : row.route;
  const page =
    route.classUid === authentication ? textOf(reading.additional?.["LoginTo"]) : undefined;
  return route === row.route && page === undefined
    ? outline
    : outlines.outlineOf({ action, route, page }, reading.fields);
}

function whenOf({ reading: { fields }, time }: Parts, clock: Clock): string {
  const told = time === undefined ? undefined : eventTimeText(time);
  if (told !== undefined) return told;
  const ms = clock.now();
  return timeText(instantOf(timeOf(fields)) ?? { ms, text: new Date(ms).toISOString() });
}

function httpRequestText({ agent, headers }: Parts): string | undefined {
  if (headers === undefined) return agent && `{"user_agent":${agent.text}}`;
  return `{"http_headers":${JSON.stringify(headers)}${optional(',"user_agent":', agent?.text)}}`;
}

/** Members of the event. The resources of all classes stand in one place. */
function specificsText(specifics: Specifics): string | undefined {
  if (specifics === nothing) return undefined;
  const text = JSON.stringify({ ...specifics, resources: undefined });
  return text === "{}" ? undefined : text.slice(1, -1);
}
