import type { JsonObject, Normalize } from "../../event.ts";
import { systemClock } from "../../runtime/clock.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Quotation } from "../../runtime/quotation.ts";
import type { PlaceOf } from "../geo/place.ts";
import { assemble } from "./assemble.ts";
import type { Plan } from "./assemble.ts";
import { dialectOf } from "./dialect.ts";
import type { Dialect, OcsfVersion } from "./dialect.ts";
import { withinLimit } from "./limit.ts";
import { createPartsOf } from "./parts.ts";
import type { Payloads } from "./payloads.ts";
import { createOutlines } from "./outline.ts";
import { createRouting } from "./routing.ts";
import type { Profile } from "./routing.ts";
import { createUnmapped, remainingAs } from "./unmapped/unmapped.ts";
import type { UnmappedForm } from "./unmapped/unmapped.ts";

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
  const remaining = remainingAs(options.unmapped ?? "flat");
  const routing = createRouting(options.profile ?? "extended", dialect);
  const plan: Plan = {
    dialect,
    outlines: createOutlines({ dialect, routing, remaining }),
    partsOf: createPartsOf({
      dialect,
      payloads: options.payloads ?? "text",
      placeOf: options.placeOf,
      remaining,
    }),
    rawData: options.rawData ?? false,
    unmapped: createUnmapped(remaining),
    clock: options.clock ?? systemClock,
  };
  return (record) => {
    const { fields } = record;
    if (fields === null) return null;
    const event = assemble(record, fields, plan);
    return lengthOf(event) > dialect.maxText ? shortened(event.toString(), dialect) : event;
  };
}

function lengthOf(event: string | Quotation): number {
  return typeof event === "string" ? event.length : event.mostLength;
}

function shortened(text: string, { maxText }: Dialect): string {
  const event: JsonObject = JSON.parse(text);
  return JSON.stringify(withinLimit(event, maxText));
}
