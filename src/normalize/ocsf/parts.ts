import type { PlaceOf } from "../geo/place.ts";
import { abilitiesOf } from "./abilities.ts";
import type { Abilities } from "./abilities.ts";
import { actorOf, unknownActor } from "./actor.ts";
import { apiOf } from "./api.ts";
import type { Payloads } from "./api.ts";
import type { Actor, Api, Cloud, Endpoint, HttpRequest, Metadata, Resource } from "./attributes.ts";
import { specificsOf } from "./classes/specifics.ts";
import { cloudOf } from "./cloud.ts";
import type { Dialect } from "./dialect.ts";
import { destinationOf, httpRequestOf, sourceOf, unknownSource } from "./endpoints.ts";
import { metadataOf } from "./metadata.ts";
import type { Reading } from "./reading.ts";
import { resourcesOf } from "./resources.ts";
import type { Route } from "./route.ts";
import type { Specifics } from "./specifics.ts";

/** What an event is put together from. */
export interface Parts {
  readonly route: Route;
  readonly actor: Actor | undefined;
  readonly api: Api;
  readonly cloud: Cloud;
  readonly destination: Endpoint | undefined;
  /** Whether the resources are those that the record lists. */
  readonly hasOwnResources: boolean;
  readonly http: HttpRequest | undefined;
  readonly metadata: Metadata;
  readonly resources: readonly Resource[] | undefined;
  readonly source: Endpoint | undefined;
  readonly specifics: Specifics;
}

export interface PartsOptions {
  readonly route: Route;
  readonly payloads: Payloads;
  readonly dialect: Dialect;
  readonly placeOf: PlaceOf | undefined;
}

/** Each part only where the class has it. */
export function partsOf(reading: Reading, options: PartsOptions): Parts {
  const { route, payloads, dialect } = options;
  const abilities = abilitiesOf(route.classUid, dialect);
  const caller = abilities.hasActor ? actorOf(reading, dialect) : undefined;
  const destination = abilities.hasDestination ? destinationOf(reading, route.classUid) : undefined;
  const own = abilities.hasResources ? resourcesOf(reading.fields, dialect) : undefined;
  const specifics = specificsOf(reading, { route, caller: caller?.user, payloads, dialect });
  return {
    route,
    actor: caller ?? (abilities.needsActor ? unknownActor(reading, dialect) : undefined),
    api: apiOf(reading, payloads),
    cloud: cloudOf(reading, dialect),
    destination,
    hasOwnResources: own !== undefined,
    http: abilities.hasClient ? httpRequestOf(reading, destination) : undefined,
    metadata: metadataOf(reading, profilesOf(specifics, abilities), dialect),
    resources: own ?? specifics.resources,
    source: sourceIn(reading, abilities, options),
    specifics,
  };
}

function sourceIn(
  reading: Reading,
  { hasClient, needsActor }: Abilities,
  { dialect, placeOf }: PartsOptions,
): Endpoint | undefined {
  const source = hasClient ? sourceOf(reading, dialect, placeOf) : undefined;
  return source ?? (needsActor ? unknownSource(reading) : undefined);
}

/** Actions are told by their own profile. */
function profilesOf({ action }: Specifics, { profiles }: Abilities): readonly string[] {
  return action === undefined ? profiles : [...profiles, "security_control"];
}
