import type { PlaceOf } from "../geo/place.ts";
import { abilitiesOf } from "./abilities.ts";
import type { Abilities } from "./abilities.ts";
import { createCallerOf, unknownActor } from "./actor.ts";
import type { Caller, WrittenActor } from "./actor.ts";
import { apiOf } from "./api.ts";
import type { Api, Cloud, Endpoint, HttpRequest, Metadata } from "./attributes.ts";
import { specificsOf } from "./classes/specifics.ts";
import { createCloudOf } from "./cloud.ts";
import type { Dialect } from "./dialect.ts";
import { destinationOf, httpRequestOf, requestedHost } from "./endpoints.ts";
import { createMetadataOf } from "./metadata.ts";
import type { Payloads } from "./payloads.ts";
import type { Reading } from "./reading.ts";
import { resourcesOf, writeResources } from "./resources.ts";
import type { WrittenResources } from "./resources.ts";
import type { Route } from "./route.ts";
import { createSourceOf, unknownSource } from "./source.ts";
import type { Specifics } from "./specifics.ts";
import type { Written } from "./written.ts";

/** What an event is put together from. */
export interface Parts {
  readonly route: Route;
  readonly actor: WrittenActor | undefined;
  readonly api: Api;
  readonly caller: Caller;
  readonly cloud: Written<Cloud>;
  readonly destination: Written<Endpoint> | undefined;
  /** Whether the resources are those that the record lists. */
  readonly hasOwnResources: boolean;
  readonly http: Written<HttpRequest> | undefined;
  readonly metadata: Metadata;
  readonly resources: WrittenResources | undefined;
  readonly source: Written<Endpoint> | undefined;
  /** Its resources are among those above. */
  readonly specifics: Specifics;
}

export interface PartsOptions {
  readonly payloads: Payloads;
  readonly dialect: Dialect;
  readonly placeOf: PlaceOf | undefined;
}

/** Makes each part where the class has it. */
export function createPartsOf(options: PartsOptions): (reading: Reading, route: Route) => Parts {
  const { payloads, dialect, placeOf } = options;
  const callerOf = createCallerOf(dialect);
  const cloudOf = createCloudOf(dialect);
  const metadataOf = createMetadataOf(dialect);
  const sourceOf = createSourceOf(dialect, placeOf);

  return (reading, route) => {
    const abilities = abilitiesOf(route.classUid, dialect);
    const caller = callerOf(reading);
    const actor = abilities.hasActor ? caller.actor : undefined;
    const own = abilities.hasResources ? resourcesOf(reading.fields, dialect) : undefined;
    const specifics = specificsOf(reading, { route, caller: actor?.user, payloads, dialect });
    const resources = own ?? specifics.resources;
    return {
      route,
      actor: actor ?? (abilities.needsActor ? unknownActor(reading, dialect) : undefined),
      api: apiOf(reading, payloads),
      caller,
      cloud: cloudOf(reading, caller.partition),
      ...connectionOf(reading, route, abilities),
      hasOwnResources: own !== undefined,
      metadata: metadataOf(reading, profilesOf(specifics, abilities)),
      resources: resources && writeResources(resources),
      specifics,
    };
  };

  function connectionOf(
    reading: Reading,
    { classUid }: Route,
    { hasClient, hasDestination, needsActor }: Abilities,
  ): Pick<Parts, "destination" | "http" | "source"> {
    const host = requestedHost(reading);
    const destination = hasDestination ? destinationOf(reading, host, classUid) : undefined;
    const source = hasClient ? sourceOf(reading) : undefined;
    return {
      destination,
      http: hasClient ? httpRequestOf(reading, host, destination) : undefined,
      source: source ?? (needsActor ? unknownSource(reading) : undefined),
    };
  }
}

/** Actions are told by their own profile. */
function profilesOf({ action }: Specifics, { profiles }: Abilities): string {
  return action === undefined ? profiles : `${profiles.slice(0, -1)},"security_control"]`;
}
