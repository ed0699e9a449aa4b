import type { Normalize } from "../../event.ts";
import { systemClock } from "../../runtime/clock.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Payloads } from "./api.ts";
import type { PlaceOf } from "../geo/place.ts";
import { assemble } from "./assemble.ts";
import type { Plan } from "./assemble.ts";
import { dialectOf } from "./dialect.ts";
import type { OcsfVersion } from "./dialect.ts";
import { withinLimit } from "./limit.ts";
import { readingOf } from "./reading.ts";
import { createRouting } from "./routing.ts";
import type { Profile } from "./routing.ts";
import { createUnmapped } from "./unmapped.ts";
import type { UnmappedForm } from "./unmapped.ts";

export interface OcsfOptions {
  /** 1.8.0, unless told otherwise. */
  readonly version?: OcsfVersion;
  /** `extended`, unless told otherwise. */
  readonly profile?: Profile;
  /** Keeps the record's exact text in `raw_data`. Off, unless told otherwise. */
  readonly rawData?: boolean;
  /** `text`, unless told otherwise. */
  readonly payloads?: Payloads;
  /** `flat`, unless told otherwise: dotted keys and texts, as in Security Lake. */
  readonly unmapped?: UnmappedForm;
  /** What is known of an address: `src_endpoint.location` and `.autonomous_system`. */
  readonly placeOf?: PlaceOf | undefined;
  /** Dates the records whose own time is missing or unreadable: in OCSF, every event has a time. */
  readonly clock?: Clock;
}

/** Events of the Open Cybersecurity Schema Framework: https://schema.ocsf.io */
export function createOcsf(options: OcsfOptions = {}): Normalize {
  const dialect = dialectOf(options.version ?? "1.8.0");
  const plan: Plan = {
    dialect,
    routing: createRouting(options.profile ?? "extended", dialect),
    rawData: options.rawData ?? false,
    payloads: options.payloads ?? "text",
    unmapped: createUnmapped(options.unmapped ?? "flat"),
    placeOf: options.placeOf,
    clock: options.clock ?? systemClock,
  };
  return (record) => {
    const { fields } = record;
    if (fields === null) return null;
    const event = assemble(readingOf(record, fields), plan);
    const mayBeTooLong = record.text.length > dialect.maxText;
    return JSON.stringify(mayBeTooLong ? withinLimit(event, dialect.maxText) : event);
  };
}
