import { isIP } from "node:net";
import type { JsonObject } from "../event.ts";
import { memo } from "./memo.ts";
import { textOf } from "./value.ts";

export interface Source {
  readonly address: string | undefined;
  /** The address, where it is one: services call under their name, or as `AWS Internal`. */
  readonly ip: string | undefined;
}

export function sourceOf(record: JsonObject): Source {
  const address = textOf(record["sourceIPAddress"]);
  return { address, ip: ipOf(address) };
}

/** The text as it was written, where it is an IPv4 or IPv6 address. */
export function ipOf(text: string | undefined): string | undefined {
  return text !== undefined && familyOf(text) !== 0 ? text : undefined;
}

/** 4, 6, or 0 where it is no address. Few callers make most calls. */
export const familyOf = memo(4000, isIP);
