/**
 * A format and what may be chosen of it: in the configuration of a destination, and as flags of a command.
 */
import type { EcsOptions } from "../normalize/ecs/document.ts";
import type { Format, Mapping } from "../normalize/format.ts";
import type { LeefOptions } from "../normalize/leef/message.ts";
import type { OcsfOptions } from "../normalize/ocsf/event.ts";
import type { SeverityTable } from "../normalize/pairs/severity.ts";
import { present } from "./present.ts";

/** Undefined: the default that stands with the option of the format. */
export interface Choices {
  readonly format: Format;
  readonly event_original?: boolean | undefined;
  readonly categories?: EcsOptions["categories"] | undefined;
  readonly payloads?: EcsOptions["payloads"] | undefined;
  readonly entities?: boolean | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly ocsf_version?: OcsfOptions["version"] | undefined;
  readonly ocsf_profile?: OcsfOptions["profile"] | undefined;
  readonly ocsf_payloads?: OcsfOptions["payloads"] | undefined;
  readonly ocsf_unmapped?: OcsfOptions["unmapped"] | undefined;
  readonly raw_data?: boolean | undefined;
  readonly severity?: SeverityTable | undefined;
  /** Bytes. */
  readonly message_size?: number | undefined;
  readonly leef_version?: LeefOptions["version"] | undefined;
}

export function mappingOf(given: Choices): Mapping {
  const { format } = given;
  switch (format) {
    case "raw":
      return { format, options: {} };
    case "ecs":
      return { format, options: ecsOptions(given) };
    case "ocsf":
      return { format, options: ocsfOptions(given) };
    case "cef":
      return { format, options: messageOptions(given) };
    case "leef":
      return {
        format,
        options: { ...messageOptions(given), ...present({ version: given.leef_version }) },
      };
  }
}

function ecsOptions(given: Choices): EcsOptions {
  return present({
    eventOriginal: given.event_original,
    categories: given.categories,
    payloads: given.payloads,
    entities: given.entities,
    tags: given.tags,
    labels: given.labels,
  });
}

function ocsfOptions(given: Choices): OcsfOptions {
  return present({
    version: given.ocsf_version,
    profile: given.ocsf_profile,
    payloads: given.ocsf_payloads,
    unmapped: given.ocsf_unmapped,
    rawData: given.raw_data,
  });
}

function messageOptions(given: Choices) {
  return present({ severity: given.severity, maxBytes: given.message_size });
}

/** Which formats a choice is for: elsewhere it would change nothing, so it is refused. */
const formatsOf: Readonly<Record<Exclude<keyof Choices, "format">, readonly Format[]>> = {
  event_original: ["ecs"],
  categories: ["ecs"],
  payloads: ["ecs"],
  entities: ["ecs"],
  tags: ["ecs"],
  labels: ["ecs"],
  ocsf_version: ["ocsf"],
  ocsf_profile: ["ocsf"],
  ocsf_payloads: ["ocsf"],
  ocsf_unmapped: ["ocsf"],
  raw_data: ["ocsf"],
  severity: ["cef", "leef"],
  message_size: ["cef", "leef"],
  leef_version: ["leef"],
};

/** What is wrong with choices that the format doesn't have: the key, and the second half of a sentence that begins with it. */
export function* foreignChoices(
  given: Choices,
): Iterable<{ readonly key: string; readonly message: string }> {
  const { format } = given;
  for (const [key, formats] of Object.entries(formatsOf)) {
    if (Reflect.get(given, key) === undefined || formats.includes(format)) continue;
    yield { key, message: `is for format ${formats.join(" or ")}, not for ${format}` };
  }
}
