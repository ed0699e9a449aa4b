import type { Parts } from "../parts.ts";
import type { Reading } from "../reading.ts";
import { createFlattened } from "./flattened.ts";
import { createNested } from "./nested.ts";

/** `flat`: `{"tlsDetails.tlsVersion": "TLSv1.3"}`, as in Security Lake. `nested`: as in the record. */
export type UnmappedForm = "flat" | "nested";

/**
 * Whatever the rest of an event does not carry, so that nothing of a record is lost, as the JSON text of an object. Nulls
 * and empty texts say nothing.
 */
export type Unmapped = (reading: Reading, parts: Parts) => string | undefined;

export function createUnmapped(form: UnmappedForm): Unmapped {
  return form === "flat" ? createFlattened() : createNested();
}
