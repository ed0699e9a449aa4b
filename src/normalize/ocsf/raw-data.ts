import { createHash } from "node:crypto";
import type { TrailRecord } from "../../event.ts";
import type { Dialect } from "./dialect.ts";

export interface RawData {
  readonly data: string;
  readonly hash:
    | { readonly algorithm: "SHA-256"; readonly algorithm_id: 3; readonly value: string }
    | undefined;
  readonly size: number | undefined;
}

/** The record's exact text, and what proves that it is. */
export function rawDataOf(
  { bytes, text }: TrailRecord,
  { hasRawDataHash, hasRawDataSize }: Dialect,
): RawData {
  return {
    data: text,
    hash: hasRawDataHash
      ? {
          algorithm: "SHA-256",
          algorithm_id: 3,
          value: createHash("sha256").update(bytes).digest("hex"),
        }
      : undefined,
    size: hasRawDataSize ? bytes.length : undefined,
  };
}
