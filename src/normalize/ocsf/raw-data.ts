import { hash } from "node:crypto";
import type { TrailRecord } from "../../event.ts";
import { Quotation } from "../../runtime/quotation.ts";
import type { Dialect } from "./dialect.ts";
import { optional } from "./written.ts";

/** An event that is not closed yet, with the record's exact text at its end, and what proves that it is. */
export function withRawData(
  event: string,
  record: TrailRecord,
  { hasRawDataHash, hasRawDataSize }: Dialect,
): Quotation {
  const digest = hasRawDataHash ? hashText(record.bytes) : undefined;
  const size = hasRawDataSize ? String(record.byteLength) : undefined;
  const proof = optional(',"raw_data_hash":', digest) + optional(',"raw_data_size":', size);
  return new Quotation(`${event},"raw_data":`, record, `${proof}}`);
}

function hashText(bytes: Buffer): string {
  const value = hash("sha256", bytes, "hex");
  return `{"algorithm":"SHA-256","algorithm_id":3,"value":"${value}"}`;
}
