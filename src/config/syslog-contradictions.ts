import { formatSize } from "./units.ts";
import { longestDatagram, type GivenSyslog } from "./syslog.ts";

type Given = GivenSyslog & { readonly message_size?: number | undefined };

interface Rule {
  readonly keys: readonly string[];
  readonly isFor: (given: Given) => boolean;
  /** The second half of a sentence that begins with the key. */
  readonly message: string;
}

/** What is given must change something: who writes it expects that it does. */
const rules: readonly Rule[] = [
  {
    keys: ["framing"],
    isFor: isStream,
    message: "is for tcp:// and tls://; datagrams and RELP tell messages apart by themselves",
  },
  {
    keys: ["confirm", "settle_delay"],
    isFor: (given) => !isRelp(given),
    message: "is for receivers that don't answer; RELP has answers",
  },
  {
    keys: ["settle_delay"],
    isFor: ({ confirm }) => confirm !== "none",
    message: "is for confirm: settle and close",
  },
  {
    keys: ["max_unsettled_size"],
    isFor: (given) => isStream(given) && (given.confirm ?? "settle") === "settle",
    message: "is for tcp:// and tls:// with confirm: settle",
  },
  {
    keys: ["datagrams_per_second"],
    isFor: ({ url }) => url.scheme === "udp",
    message: "is for udp://; other receivers say when they can't keep up",
  },
  { keys: ["window"], isFor: isRelp, message: "is for relp:// and relps://" },
  {
    keys: ["app_name", "structured_data_id"],
    isFor: ({ header }) => header === "rfc5424",
    message: "is for header: rfc5424",
  },
  {
    keys: ["tag"],
    isFor: ({ header }) => header === "rfc3164",
    message: "is for header: rfc3164; rfc5424 has app_name",
  },
  {
    keys: ["message_size"],
    isFor: () => false,
    message: "is without the header; a syslog receiver counts it, so set max_message_size",
  },
];

/** What is wrong with a syslog destination whose values are each right: the key, and the second half of a sentence that begins with it. */
export function* syslogContradictions(
  given: Given,
): Iterable<{ readonly key: string; readonly message: string }> {
  for (const { keys, isFor, message } of rules) {
    if (isFor(given)) continue;
    for (const key of keys) if (Reflect.get(given, key) !== undefined) yield { key, message };
  }
  yield* datagramProblems(given);
  yield* headerProblems(given);
  yield* tlsProblems(given);
}

function* headerProblems({ header, hostname = "", byte_order_mark: mark }: Given) {
  if (header !== "rfc3164") return;
  if (mark) yield { key: "byte_order_mark", message: "is for header: rfc5424" };
  if (/^\d{4}$/.test(hostname))
    yield {
      key: "hostname",
      message: "has four digits, which receivers of rfc3164 read as a year",
    };
}

function* datagramProblems({ url, confirm, max_message_size: size = 0 }: Given) {
  if (url.scheme !== "udp") return;
  if (confirm === "close")
    yield { key: "confirm", message: "can't be close with udp://, which has no connection" };
  if (size > longestDatagram)
    yield {
      key: "max_message_size",
      message: `is more than a datagram holds, ${formatSize(longestDatagram)}`,
    };
}

/** Whoever sets up certificates for a plain connection believes that it is encrypted. */
function* tlsProblems({ url: { scheme }, tls }: Given) {
  if (scheme === "tls" || scheme === "relps") return;
  const { ca_file, cert_file, key_file, fingerprint, server_name } = tls;
  const given = [ca_file, cert_file, key_file, fingerprint, server_name];
  if (given.every((value) => value === undefined)) return;
  const secure = { udp: "tls://", tcp: "tls://", relp: "relps://" }[scheme];
  yield { key: "tls", message: `is not used by ${scheme}://; write ${secure}` };
}

function isStream({ url: { scheme } }: Given): boolean {
  return scheme === "tcp" || scheme === "tls";
}

function isRelp({ url: { scheme } }: Given): boolean {
  return scheme === "relp" || scheme === "relps";
}
