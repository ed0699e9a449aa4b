import { flat } from "./flat.ts";
import { memo } from "./memo.ts";

const extended =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;
const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)((?:\.\d{1,9})?)(Z|[+-]\d{4})$/;
/** What CloudTrail writes nearly always. Days after the 28th need the calendar. */
const usual = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/**
 * ISO 8601, extended form, as UTC with milliseconds: `2026-11-22T01:02:03.000Z`. Parts may be missing from the right,
 * a missing zone is UTC, and fractions are cut, not rounded. Undefined where it is no time.
 */
export function isoTime(text: string): string | undefined {
  return readTime(text) ?? undefined;
}

/** Of some thousand calls in one object, many are of the same second. */
const readTime = memo(4000, (text) =>
  usual.test(text) ? flat(`${text.slice(0, 19)}.000Z`) : (calendarTime(text) ?? null),
);

/** As `isoTime`, with the basic form `20261122T010203Z` that old records have in `creationDate`. */
export function isoOrBasicTime(text: string): string | undefined {
  return isoTime(text.replace(basic, "$1-$2-$3T$4:$5:$6$7$8"));
}

/** As `isoTime`, also `2026-11-22 01:02:03`: windows of aggregated events are documented in both forms, and CloudTrail Lake writes this one. */
export function spacedTime(text: string): string | undefined {
  return isoTime(text) ?? isoTime(text.replace(" ", "T"));
}

function calendarTime(text: string): string | undefined {
  const parts = extended.exec(text);
  if (parts === null) return undefined;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00"] = parts;
  const milliseconds = (parts[7] ?? "").padEnd(3, "0").slice(0, 3);
  const date = `${year}-${month}-${day}`;
  const local = new Date(`${date}T${hour}:${minute}:${second}.${milliseconds}Z`);
  const exists = !Number.isNaN(local.getTime()) && local.toISOString().startsWith(date);
  return exists ? new Date(local.getTime() - offsetMs(parts[8])).toISOString() : undefined;
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
