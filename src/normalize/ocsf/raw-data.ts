import { hash } from "node:crypto";
import type { TrailRecord } from "../../event.ts";
import { quoted } from "../json-text.ts";
import type { Dialect } from "./dialect.ts";
import { optional } from "./written.ts";

/** Members of the event: the record's exact text, and what proves that it is. */
export function rawDataText(
  { bytes, text }: TrailRecord,
  { hasRawDataHash, hasRawDataSize }: Dialect,
): string {
  const size = hasRawDataSize ? String(bytes.length) : undefined;
  return (
    `"raw_data":${quoted(text)}` +
    optional(',"raw_data_hash":', hasRawDataHash ? hashText(bytes) : undefined) +
    optional(',"raw_data_size":', size)
  );
}

function hashText(bytes: Buffer): string {
  const value = hash("sha256", bytes, "hex");
  return `{"algorithm":"SHA-256","algorithm_id":3,"value":"${value}"}`;
}
