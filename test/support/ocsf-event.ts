import { createOcsf } from "../../src/normalize/ocsf/event.ts";
import type { OcsfOptions } from "../../src/normalize/ocsf/event.ts";
import { ManualClock } from "./manual-clock.ts";
import { trailRecord } from "./trail-record.ts";

/** The OCSF event that a record becomes. */
export function ocsfEvent(content: unknown, options: OcsfOptions = {}): unknown {
  const normalize = createOcsf({ clock: new ManualClock(), ...options });
  return JSON.parse(String(normalize(trailRecord(content))));
}
