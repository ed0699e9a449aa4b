import { flat } from "../flat.ts";
import { memo } from "../memo.ts";
import { isoOrBasicTime, isoTime } from "../time.ts";

/** A time in OCSF's two forms. */
export interface Instant {
  /** Since the epoch. */
  readonly ms: number;
  /** ISO 8601. */
  readonly text: string;
}

/** Undefined for years that don't have four digits, which OCSF can't write. */
export function instantOf(ms: number | undefined): Instant | undefined {
  if (ms === undefined || Number.isNaN(new Date(ms).getTime())) return undefined;
  const text = new Date(ms).toISOString();
  return text.length === "2026-11-22T09:15:04.000Z".length ? { ms, text } : undefined;
}

/** The members of an event for its time, as the record has it in JSON: many have it in common. Undefined where it is no time. */
export function eventTimeText(source: string): string | undefined {
  return eventTimes(source) ?? undefined;
}

const eventTimes = memo(4000, (source) => {
  const text: string = JSON.parse(source);
  const instant = inOwnWords(text, parsed(isoTime(text)));
  return instant === undefined ? null : flat(timeText(instant));
});

/** The members of an event that happened then. */
export function timeText({ ms, text }: Instant): string {
  return `"time":${ms},"time_dt":"${text}","timezone_offset":0`;
}

function inOwnWords(text: string, instant: Instant | undefined): Instant | undefined {
  const isUtc = text.length === "2026-11-22T09:15:04Z".length && text.endsWith("Z");
  return instant !== undefined && isUtc ? { ms: instant.ms, text } : instant;
}

/** Of a text as CloudTrail dates sessions, in old records in the basic form. */
export function sessionInstant(text: string): Instant | undefined {
  return inOwnWords(text, parsed(isoOrBasicTime(text)));
}

export function parsed(iso: string | undefined): Instant | undefined {
  return iso === undefined ? undefined : instantOf(Date.parse(iso));
}
