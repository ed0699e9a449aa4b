/**
 * A syslog receiver in the configuration file: where it is, what headers it wants, and what proves a delivery to it.
 */
import type { z } from "zod";
import type {
  Confirm,
  HeaderConfig,
  SyslogConfig,
  TransportConfig,
  UdpConfig,
} from "../deliver/syslog/config.ts";
import { facilityNames } from "../deliver/syslog/priority.ts";
import { resolveTls, tls } from "./connection.ts";
import { choice, duration, flag, integer, section, size, text } from "./fields.ts";
import { formatFields } from "./formats.ts";
import { present } from "./present.ts";
import { syslogUrl } from "./syslog-url.ts";

/** What a datagram of IPv4 has room for. */
export const longestDatagram = 65_507;

const timeouts = { min: "1s", max: "10m" };

export const syslogFields = {
  url: syslogUrl.describe(
    "Receiver: udp:// or tcp:// (port 514 where none is given), tls:// (port 6514), relp:// or relps:// with a port; IPv6 in brackets. RELP alone has answers: the others can lose what the receiver had not read.",
  ),
  header: choice(["rfc5424", "rfc3164"])
    .prefault("rfc5424")
    .describe("What stands before each event; rfc3164 is the older one, with no year in its time."),
  framing: choice(["octet_counting", "line_feed"])
    .optional()
    .describe(
      "With tcp and tls: how messages are told apart, by their length (octet_counting, the default) or by a line feed at their end.",
    ),
  facility: choice(facilityNames)
    .prefault("local0")
    .describe("Facility of every message; the severity comes from the event."),
  hostname: text({
    pattern: "^[!-~]{1,255}$",
    problem: "is not up to 255 printable ASCII characters without spaces",
  })
    .optional()
    .describe("Host name in every header. Default: the account that the record belongs to."),
  app_name: text({
    pattern: "^[!-~]{1,48}$",
    problem: "is not up to 48 printable ASCII characters without spaces",
  })
    .optional()
    .describe("With rfc5424: name of the program. Default: cloudtrail."),
  tag: text({
    pattern: "^[A-Za-z0-9]{1,32}$",
    problem: "is not up to 32 letters and digits",
  })
    .optional()
    .describe(
      "With rfc3164: the word before the message. Default: cloudtrail; none before cef and leef, which begin with a word of their own.",
    ),
  structured_data_id: text({
    pattern: "^(?=.{1,32}$)[!#-<>?A-Z\\[\\\\^-~]+@\\d+(\\.\\d+)*$",
    problem:
      "is not a name and an enterprise number, such as cloudtrail@32473, of up to 32 characters",
  })
    .optional()
    .describe(
      "With rfc5424: name@number of structured data that tells account, region and event id; the number is your private enterprise number. Default: none.",
    ),
  byte_order_mark: flag()
    .prefault(false)
    .describe("With rfc5424: begin the text with a byte order mark, which most receivers show."),
  max_message_size: size({ min: "2KiB", max: "1MiB" })
    .optional()
    .describe(
      "Most bytes of one message, header included; set it to what the receiver takes. cef and leef are shortened to it, JSON never is: a larger event is rejected. Default: 4KiB with cef and leef, else 256KiB; by UDP 2KiB, else 65507B, the most that it can carry.",
    ),
  confirm: choice(["none", "settle", "close"])
    .optional()
    .describe(
      "Without RELP: when a batch counts as delivered. none: when the kernel has it. settle (the default): when the connection has outlived it by settle_delay. close, for tcp and tls: when, after that, the receiver has closed its side after us; a connection for each batch.",
    ),
  settle_delay: duration({ min: "10ms", max: "1m" })
    .optional()
    .describe("With confirm: settle or close, how long. Default: 2s."),
  max_unsettled_size: size({ min: "1MiB", max: "4GiB" })
    .optional()
    .describe(
      "With confirm: settle, for tcp and tls: most memory for messages that have been sent and wait for settle_delay; when it is full, nothing more is sent. Default: 64MiB.",
    ),
  connect_timeout: duration(timeouts)
    .prefault("10s")
    .describe("Longest wait for a connection, with TLS and the beginning of RELP each."),
  send_timeout: duration(timeouts)
    .prefault("30s")
    .describe("Longest time to hand a batch over; with RELP, longest time without an answer."),
  connection_max_age: duration({ min: "1s", max: "1d" })
    .prefault("10m")
    .describe(
      "An older connection is closed after its batch, so that load balancers and new addresses get their turn.",
    ),
  window: integer({ min: 1, max: 100_000 })
    .optional()
    .describe("With RELP: most messages on their way without an answer. Default: 128."),
  datagrams_per_second: integer({ min: 100, max: 1_000_000 })
    .optional()
    .describe(
      "With UDP: how fast messages are sent at most; what the receiver's buffer has no room for is lost without a word. Default: 2000.",
    ),
  tls,
};

const syslogSection = section({ format: formatFields.format, ...syslogFields });

export type GivenSyslog = z.output<typeof syslogSection>;

export function resolveSyslog(given: GivenSyslog): Omit<SyslogConfig, "name" | "retry"> {
  return {
    header: headerOf(given),
    maxMessageBytes: given.max_message_size ?? usualMaxBytes(given),
    connectionMaxAgeMs: given.connection_max_age,
    transport: transportOf(given),
  };
}

function headerOf(given: GivenSyslog): HeaderConfig {
  const shared = { facility: given.facility, ...present({ hostname: given.hostname }) };
  if (given.header === "rfc3164")
    return { kind: "rfc3164", ...shared, ...present({ tag: given.tag ?? usualTag(given) }) };
  return {
    kind: "rfc5424",
    ...shared,
    appName: given.app_name ?? "cloudtrail",
    byteOrderMark: given.byte_order_mark,
    ...present({ structuredDataId: given.structured_data_id }),
  };
}

function usualTag(given: GivenSyslog): string | undefined {
  return isCompact(given) ? undefined : "cloudtrail";
}

/** Bytes: what receivers of these formats are set up for; for JSON, what all but a few records of CloudTrail fit into. */
function usualMaxBytes(given: GivenSyslog): number {
  if (given.url.scheme === "udp") return isCompact(given) ? 2048 : longestDatagram;
  return isCompact(given) ? 4096 : 262_144;
}

/** Whether the format can shorten its messages. */
function isCompact({ format }: GivenSyslog): boolean {
  return format === "cef" || format === "leef";
}

function transportOf(given: GivenSyslog): TransportConfig {
  const { host, port, scheme } = given.url;
  const sendTimeoutMs = given.send_timeout;
  const address = { host, port, connectTimeoutMs: given.connect_timeout };
  if (scheme === "udp") {
    const { datagrams_per_second: datagramsPerSecond = 2000 } = given;
    const confirm = datagramConfirm(given);
    return { kind: "udp", receiver: address, confirm, datagramsPerSecond, sendTimeoutMs };
  }
  const isSecure = scheme === "tls" || scheme === "relps";
  const receiver = { ...address, tls: isSecure ? resolveTls(given.tls) : undefined };
  if (scheme === "relp" || scheme === "relps")
    return { kind: "relp", receiver, window: given.window ?? 128, answerTimeoutMs: sendTimeoutMs };
  return {
    kind: "stream",
    receiver,
    framing: given.framing ?? "octet_counting",
    confirm: streamConfirm(given),
    sendTimeoutMs,
  };
}

function datagramConfirm({ confirm, settle_delay }: GivenSyslog): UdpConfig["confirm"] {
  if (confirm === "none") return { kind: "none" };
  return { kind: "settle", delayMs: settle_delay ?? usualSettleMs };
}

function streamConfirm({ confirm, settle_delay, max_unsettled_size }: GivenSyslog): Confirm {
  if (confirm === "none") return { kind: "none" };
  const delayMs = settle_delay ?? usualSettleMs;
  if (confirm === "close") return { kind: "close", delayMs };
  return { kind: "settle", delayMs, maxUnsettledBytes: max_unsettled_size ?? usualUnsettledBytes };
}

const usualSettleMs = 2000;
const usualUnsettledBytes = 64 * 2 ** 20;
