import type { JsonObject } from "../../event.ts";
import { noise, type Meaning } from "./understanding.ts";

/** S3 sends it when a bucket's notification configuration is saved. */
export function s3TestEvent(fields: JsonObject): Meaning | undefined {
  return fields["Event"] === "s3:TestEvent" ? noise("test_event") : undefined;
}
