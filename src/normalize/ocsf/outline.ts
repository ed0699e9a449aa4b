import type { JsonObject, TrailRecord } from "../../event.ts";
import type { Excerpt } from "../../record/excerpt.ts";
import { flat } from "../flat.ts";
import { quoted } from "../json-text.ts";
import { createTemplates } from "../templates.ts";
import { abilitiesOf } from "./abilities.ts";
import type { Abilities } from "./abilities.ts";
import { actionMembers, actionOf, callMembers } from "./action.ts";
import type { Action } from "./action.ts";
import { openApi } from "./api.ts";
import type { Endpoint } from "./attributes.ts";
import { isDenied } from "./classes/api-activity.ts";
import type { Dialect } from "./dialect.ts";
import { destinationOf, headersOf } from "./endpoints.ts";
import { logText } from "./kind.ts";
import { apiActivity, otherActivity } from "./route.ts";
import type { Route } from "./route.ts";
import type { Row } from "./routing.ts";
import { actionRules } from "./unmapped/carriers.ts";
import type { ActionParts } from "./unmapped/carriers.ts";
import type { Remaining } from "./unmapped/unmapped.ts";
import { optional } from "./written.ts";
import type { Written } from "./written.ts";

/** What all events of an action have in common in one class: texts, with holes between them for what only one event has. */
export interface Outline extends ActionParts {
  readonly action: Action;
  readonly route: Route;
  readonly abilities: Abilities;
  readonly destination: Written<Endpoint> | undefined;
  /** From the event's beginning into its metadata. */
  readonly start: string;
  /** The call as a member of the event, open for the request and the response. */
  readonly api: string;
  /** What of the action's members the event does not carry. */
  readonly remains: string;
}

/** An action, with what it may be, and its outline where it is what it mostly is. */
export interface Known {
  readonly action: Action;
  readonly row: Row;
  readonly outline: Outline;
}

export interface OutlineOptions {
  readonly dialect: Dialect;
  readonly routing: (action: Action, members: JsonObject) => Row;
  readonly remaining: Remaining;
}

/** In characters of members. A template takes some nine times its members, which have about 500: 2.5 MiB in all. */
const capacity = 256 * 1024;

export interface Outlines {
  readonly knownOf: (record: TrailRecord) => Known;
  readonly outlineOf: (known: Sketch, members: JsonObject) => Outline;
}

/** What an outline is made for. `page` is where a login led to. */
interface Sketch {
  readonly action: Action;
  readonly route: Route;
  readonly page?: string | undefined;
}

export function createOutlines({ dialect, routing, remaining }: OutlineOptions): Outlines {
  const remainsOf = remaining(actionRules);
  return { knownOf: createTemplates(actionMembers, knownIn, { capacity }), outlineOf };

  function knownIn({ fields: members }: Excerpt): Known {
    const action = actionOf(members);
    const row = routing(action, members);
    return { action, row, outline: outlineOf({ action, route: row.route }, members) };
  }

  function outlineOf({ action, route, page }: Sketch, members: JsonObject): Outline {
    const abilities = abilitiesOf(route.classUid, dialect);
    const { hasClient, hasDestination } = abilities;
    const destination = hasDestination ? destinationOf(action.host, page) : undefined;
    const headers = hasClient ? headersOf(action.host, destination) : undefined;
    const parts = { action, destination, headers };
    const isDenial = route.classUid === apiActivity && isDenied(members, dialect);
    const metadata = `${logText(action.kind, dialect)},"profiles":${profilesOf(abilities, isDenial)}`;
    return {
      ...parts,
      route,
      abilities,
      start: flat(`${startText(parts, route)},"metadata":{${metadata}`),
      api: flat(openApi(action)),
      remains: flat(remainsOf(members, callMembers, parts)),
    };
  }
}

function startText(
  { action, destination }: Pick<Outline, "action" | "destination">,
  route: Route,
): string {
  const { error } = action;
  return (
    `{${route.text},"severity":"Informational","severity_id":1` +
    optional(',"activity_name":', activityName(action, route)) +
    optional(',"dst_endpoint":', destination?.text) +
    optional(',"status_code":', error && quoted(error))
  );
}

/** For what OCSF has no word for, the source's. */
function activityName(
  { insight, name }: Action,
  { activityId, activityName: captioned }: Route,
): string | undefined {
  if (activityId !== otherActivity) return quoted(captioned);
  const own = insight?.type ?? name;
  return own === captioned ? undefined : quoted(own);
}

/** Actions are told by their own profile. */
function profilesOf({ profiles }: Abilities, isDenial: boolean): string {
  return isDenial ? `${profiles.slice(0, -1)},"security_control"]` : profiles;
}
