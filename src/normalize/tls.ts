import type { JsonObject } from "../event.ts";
import { objectOf, textOf } from "./value.ts";

/** The record's `tlsDetails`, unless a service has left its template there, which reads `"tlsVersion": "tlsVersion"`. */
export function tlsDetailsOf(record: JsonObject): JsonObject | undefined {
  const details = objectOf(record["tlsDetails"]);
  return details?.["tlsVersion"] === "tlsVersion" ? undefined : details;
}

export interface TlsVersion {
  readonly protocol: string | undefined;
  readonly version: string | undefined;
}

/** `TLSv1.2` is protocol `tls`, version `1.2`. */
export function tlsVersionOf(details: JsonObject | undefined): TlsVersion {
  const text = textOf(details?.["tlsVersion"]);
  const split = text?.indexOf("v") ?? -1;
  if (text === undefined || split === -1) return { protocol: undefined, version: text };
  return {
    protocol: text.slice(0, split).toLowerCase() || undefined,
    version: text.slice(split + 1) || undefined,
  };
}
