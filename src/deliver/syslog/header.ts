/**
 * What stands before the event: `<134>1 2026-03-04T05:06:07.000Z 111122223333 cloudtrail - CreateUser - ` as RFC 5424
 * has it, `<134>Mar  4 05:06:07 111122223333 cloudtrail: ` as RFC 3164 found it in use. The time is the event's.
 */
import type { Clock } from "../../runtime/clock.ts";
import type { HeaderConfig, Rfc3164Config, Rfc5424Config } from "./config.ts";
import type { Particulars } from "./particulars.ts";
import { priority } from "./priority.ts";
import { structuredData } from "./structured-data.ts";

export type WriteHeader = (about: Particulars) => string;

/** Throws a RangeError for a name that no header can hold. */
export function createHeader(config: HeaderConfig, clock: Pick<Clock, "now">): WriteHeader {
  if (config.hostname !== undefined) check("hostname", config.hostname, hostnames[config.kind]);
  return config.kind === "rfc5424" ? rfc5424(config) : rfc3164(config, clock);
}

/** Most bytes that a header takes, whatever the record: what a format that can shorten its events has to leave free. */
export function longestHeader(write: WriteHeader): number {
  const long = "\u{ffff}".repeat(256);
  const longest = { severity: 0, time: 0, action: long, account: long, region: long };
  return Buffer.byteLength(write({ ...longest, eventId: long }));
}

function rfc5424(config: Rfc5424Config): WriteHeader {
  const { appName, facility, hostname, structuredDataId: id } = config;
  check("app name", appName, /^[!-~]{1,48}$/);
  if (id !== undefined) check("id of structured data", id, privateId);
  const mark = config.byteOrderMark ? "\u{feff}" : "";
  return (about) => {
    const host = hostname ?? printable(about.account, 255);
    const data = id === undefined ? nil : structuredData(id, about);
    const start = `<${priority(facility, about.severity)}>1 ${timestamp(about.time)}`;
    return `${start} ${host} ${appName} ${nil} ${printable(about.action, 32)} ${data} ${mark}`;
  };
}

function rfc3164({ facility, hostname, tag }: Rfc3164Config, clock: Pick<Clock, "now">) {
  if (tag !== undefined) check("tag", tag, /^[A-Za-z0-9]{1,32}$/);
  const tagged = tag === undefined ? "" : `${tag}: `;
  return (about: Particulars) => {
    const host = hostname ?? printable(about.account, 255, nobody);
    const time = isWritable(about.time) ? about.time : clock.now();
    return `<${priority(facility, about.severity)}>${shortTimestamp(time)} ${host} ${tagged}`;
  };
}

/** RFC 5424's word for what isn't known. */
const nil = "-";

/** RFC 3164 has no such word. rsyslog takes a mere hyphen for a part of the message. */
const nobody = "unknown";

/** After the time of RFC 3164, syslog-ng takes four digits for the year. */
const hostnames = { rfc5424: /^[!-~]{1,255}$/, rfc3164: /^(?!\d{4}$)[!-~]{1,255}$/ };

/** At most 32 characters; names without a number after the `@` belong to the IANA. */
const privateId = /^(?=.{1,32}$)[!#-<>?A-Z[\\^-~]+@\d+(?:\.\d+)*$/;

function check(what: string, text: string, allowed: RegExp): void {
  if (!allowed.test(text)) throw new RangeError(`A syslog ${what} is not like ${text}`);
}

const allPrintable = /^[!-~]*$/;

function printable(text: string | undefined, longest: number, unknown = nil): string {
  const start = (text ?? "").slice(0, longest);
  return (allPrintable.test(start) ? start : start.replaceAll(/[^!-~]/g, "_")) || unknown;
}

/** Dates with more digits in the year are no timestamps, and a receiver may refuse the whole message. */
const firstTime = Date.parse("0000-01-01T00:00:00Z");
const lastTime = Date.parse("9999-12-31T23:59:59.999Z");

function isWritable(time: number | undefined): time is number {
  return time !== undefined && time >= firstTime && time <= lastTime;
}

let latest = { time: Number.NaN, text: nil };

/** Many events in a row are of the same second. */
function timestamp(time: number | undefined): string {
  if (time === latest.time) return latest.text;
  if (!isWritable(time)) return nil;
  latest = { time, text: new Date(time).toISOString() };
  return latest.text;
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** In UTC, since the form has no zone: all senders of a trail should say the same. */
function shortTimestamp(time: number): string {
  const date = new Date(time);
  const month = date.getUTCMonth() * 3;
  const day = String(date.getUTCDate()).padStart(2, " ");
  return `${months.slice(month, month + 3)} ${day} ${date.toISOString().slice(11, 19)}`;
}
