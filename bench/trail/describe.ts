import { count } from "../table.ts";
import type { ObjectsMade } from "./objects.ts";

/** A run with more objects serves the same again, under other keys: this says how far records differ. */
export function describeObjects(made: ObjectsMade): string {
  const { objects, recordsPerObject, records, jsonBytes, gzipBytes } = made;
  const each = `${count(jsonBytes / records)} bytes of JSON a record, gzip ${(jsonBytes / gzipBytes).toFixed(1)} to 1`;
  return `${count(objects)} objects of ${count(recordsPerObject)} records differ, others repeat them: ${each}.`;
}
