import type { WrittenActor } from "./actor.ts";
import { requestOf, responseOf } from "./api.ts";
import type { ApiRequest, ApiResponse, Cloud, Endpoint, Metadata } from "./attributes.ts";
import type { Caller, CallerOptions } from "./caller.ts";
import { createCallerOf } from "./callers.ts";
import { specificsOf } from "./classes/specifics.ts";
import { createCloudOf } from "./cloud.ts";
import { createMetadataOf } from "./metadata.ts";
import type { Outline } from "./outline.ts";
import type { Payloads } from "./payloads.ts";
import { quotedMember } from "./quoted-member.ts";
import type { Reading } from "./reading.ts";
import { createResourcesOf, writeResources } from "./resources.ts";
import type { ListedResources, WrittenResources } from "./resources.ts";
import type { Specifics } from "./specifics.ts";
import type { ActionParts, CallerParts, ResourcesParts } from "./unmapped/carriers.ts";
import type { Written } from "./written.ts";

/** What an event is put together from. */
export interface Parts extends ActionParts, CallerParts, ResourcesParts {
  readonly reading: Reading;
  readonly outline: Outline;
  readonly caller: Caller;
  readonly actor: WrittenActor | undefined;
  readonly agent: Caller["agent"];
  readonly source: Written<Endpoint> | undefined;
  readonly destination: Written<Endpoint> | undefined;
  readonly cloud: Written<Cloud>;
  readonly metadata: Metadata;
  readonly request: ApiRequest | undefined;
  readonly response: ApiResponse | undefined;
  /** JSON texts. */
  readonly time: string | undefined;
  readonly errorMessage: string | undefined;
  /** Those that the record lists, where the class has them. */
  readonly ownResources: ListedResources | undefined;
  readonly resources: WrittenResources | undefined;
  /** Its resources are among those above. */
  readonly specifics: Specifics;
}

export interface PartsOptions extends CallerOptions {
  readonly payloads: Payloads;
}

/** Makes each part where the class has it. */
export function createPartsOf(
  options: PartsOptions,
): (reading: Reading, outline: Outline) => Parts {
  const { payloads, dialect, remaining } = options;
  const callerOf = createCallerOf(options);
  const cloudOf = createCloudOf(dialect);
  const metadataOf = createMetadataOf(dialect);
  const listedResourcesOf = createResourcesOf(dialect, remaining);

  return (reading, outline) => {
    const { record } = reading;
    const { abilities, action, destination, headers, route } = outline;
    const caller = callerOf(reading, abilities);
    const { actor, agent, source } = caller;
    const ownResources = abilities.hasResources ? listedResourcesOf(record) : undefined;
    const specifics = specificsOf(reading, { route, caller: actor?.user, payloads, dialect });
    const time = quotedMember(record, "eventTime");
    const errorMessage = quotedMember(record, "errorMessage");
    return {
      reading,
      outline,
      action,
      actor,
      agent,
      caller,
      cloud: cloudOf(reading, caller.partition),
      destination,
      errorMessage,
      hasOwnResources: ownResources !== undefined,
      headers,
      metadata: metadataOf(reading, time),
      ownResources,
      request: requestOf(reading, payloads),
      resources: ownResources ?? (specifics.resources && writeResources(specifics.resources)),
      response: responseOf(reading, payloads, errorMessage),
      source,
      specifics,
      time,
    };
  };
}
