import type { JsonObject } from "../../event.ts";
import { flat } from "../flat.ts";
import { quoted } from "../json-text.ts";
import { commonCallerMembers } from "../members.ts";
import { objectOf, textOf } from "../value.ts";
import type { Place, PlaceOf } from "../geo/place.ts";
import type { Abilities } from "./abilities.ts";
import type { Action } from "./action.ts";
import { actorOf, unknownActor } from "./actor.ts";
import type { WrittenActor } from "./actor.ts";
import { partitionIn } from "./arn.ts";
import type { Endpoint } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { userAgentObservable } from "./observables.ts";
import { ipIn, sourceOf, unknownSource } from "./source.ts";
import { callerRules } from "./unmapped/carriers.ts";
import type { CallerParts } from "./unmapped/carriers.ts";
import type { Remaining } from "./unmapped/unmapped.ts";
import type { Written } from "./written.ts";

/** The members of a record that tell who called, and from where: no template of a caller is made of others. */
export const callerMembers = [
  ...commonCallerMembers,
  "vpcEndpointAccountId",
  "vpcEndpointId",
] as const;

/** Who called, and from where, as far as the class of the event can tell. */
export interface Caller extends CallerParts {
  readonly actor: WrittenActor | undefined;
  readonly source: Written<Endpoint> | undefined;
  readonly agent: Agent | undefined;
  /** Of AWS: by the caller's ARN. */
  readonly partition: string | undefined;
  readonly place: Place | undefined;
  /** What of the caller's members the parts above don't carry. */
  readonly remains: string;
}

/** The program that called. `text` is JSON. */
interface Agent {
  readonly name: string;
  readonly text: string;
  readonly observables: string;
}

export interface CallerOptions {
  readonly dialect: Dialect;
  readonly placeOf: PlaceOf | undefined;
  readonly remaining: Remaining;
}

/** What tells of a caller where its own members don't. */
export interface Elsewhere {
  /** For an identity without a name. */
  readonly otherName?: string | undefined;
  /** For an event that can't be without a caller. */
  readonly action?: Action;
}

type CallerIn = (
  members: JsonObject,
  abilities: Pick<Abilities, "hasActor" | "hasClient">,
  elsewhere?: Elsewhere,
) => Caller;

/** Finds out who called. `members` are those above, alone or among others. */
export function createCallerIn({ dialect, placeOf, remaining }: CallerOptions): CallerIn {
  const remainsOf = remaining(callerRules);
  return (members, { hasActor, hasClient }, { otherName, action } = {}) => {
    const identity = objectOf(members["userIdentity"]);
    const place = placeIn(members);
    const actor = hasActor ? actorOf(identity, otherName, dialect) : undefined;
    const source = hasClient ? sourceOf(members, place, dialect) : undefined;
    const parts = {
      actor: actor ?? (action && unknownActor(action, dialect)),
      agent: hasClient ? agentOf(members) : undefined,
      source: source ?? (action && unknownSource(action)),
    };
    return {
      ...parts,
      partition: partitionOf(identity),
      place,
      remains: flat(remainsOf(members, callerMembers, parts)),
    };
  };

  function placeIn(members: JsonObject): Place | undefined {
    const ip = ipIn(textOf(members["sourceIPAddress"]));
    return ip === undefined ? undefined : placeOf?.(ip);
  }
}

function agentOf(members: JsonObject): Agent | undefined {
  const name = textOf(members["userAgent"]);
  if (name === undefined) return undefined;
  const text = quoted(name);
  return { name, text, observables: userAgentObservable(text) };
}

function partitionOf(identity: JsonObject | undefined): string | undefined {
  const issuer = objectOf(objectOf(identity?.["sessionContext"])?.["sessionIssuer"]);
  return partitionIn(textOf(identity?.["arn"])) ?? partitionIn(textOf(issuer?.["arn"]));
}
