import type { Backoff } from "../../runtime/backoff.ts";
import type { TlsConfig } from "../tls.ts";
import type { Facility } from "./priority.ts";

export interface SyslogConfig {
  readonly name: string;
  readonly header: HeaderConfig;
  /** Most bytes of one message, with its header and without its framing; what is larger is never sent. */
  readonly maxMessageBytes: number;
  readonly transport: TransportConfig;
  /** A connection that is older takes no further batch, so that a load balancer or a new address gets its turn. */
  readonly connectionMaxAgeMs: number;
  /** Waits before what has not settled is sent again. */
  readonly retry: Backoff;
}

/** How messages travel, and what proves that they came. */
export type TransportConfig = StreamConfig | UdpConfig | RelpConfig;

/** TCP or TLS. */
export interface StreamConfig {
  readonly kind: "stream";
  readonly receiver: Receiver;
  readonly framing: Framing;
  readonly confirm: Confirm;
  /** For a whole batch to reach our kernel and, with `close`, for the receiver to close. */
  readonly sendTimeoutMs: number;
}

/** One datagram for each message (RFC 5426). What the network or the receiver drops is lost without a word. */
export interface UdpConfig {
  readonly kind: "udp";
  readonly receiver: Omit<Receiver, "tls">;
  /** All that `settle` can notice is the receiver's host saying that nothing listens. */
  readonly confirm: { readonly kind: "none" } | Pick<Settle, "kind" | "delayMs">;
  /** Of all batches together; a receiver drops what comes faster than it reads. */
  readonly datagramsPerSecond: number;
  /** For a few datagrams to reach our kernel. */
  readonly sendTimeoutMs: number;
}

/** RELP over TCP or TLS: the receiver answers each message, and only what it took counts as delivered. */
export interface RelpConfig {
  readonly kind: "relp";
  readonly receiver: Receiver;
  /** Most messages on their way without an answer. */
  readonly window: number;
  /** Longest time without any answer. */
  readonly answerTimeoutMs: number;
}

/**
 * How messages are told apart on a connection (RFC 6587, RFC 5425). `octet_counting`: each has its length before it.
 * `line_feed`: each ends with a line feed, for receivers that know nothing else.
 */
export type Framing = "octet_counting" | "line_feed";

export type HeaderConfig = Rfc5424Config | Rfc3164Config;

export interface Rfc5424Config {
  readonly kind: "rfc5424";
  readonly facility: Facility;
  /** At most 255 printable ASCII characters. Where absent, the account that the record belongs to. */
  readonly hostname?: string;
  /** At most 48 printable ASCII characters. */
  readonly appName: string;
  /**
   * `name@number` of the structured data that tells account, region and event id; absent for none. The number is the
   * operator's private enterprise number: there is none that all may use.
   */
  readonly structuredDataId?: string;
  /** RFC 5424 wants it before UTF-8; most receivers take it for a part of the text. */
  readonly byteOrderMark: boolean;
}

export interface Rfc3164Config {
  readonly kind: "rfc3164";
  readonly facility: Facility;
  /** As for RFC 5424. */
  readonly hostname?: string;
  /** At most 32 letters and digits. Absent before CEF and LEEF, whose own first word stands in its place. */
  readonly tag?: string;
}

/** Where messages go. */
export interface Receiver {
  /** A name or an address; of IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Undefined for plain TCP. */
  readonly tls: TlsConfig | undefined;
  /** For the connection and the TLS handshake. */
  readonly connectTimeoutMs: number;
}

/**
 * When messages that were sent count as delivered. Syslog has no answer, so none of these proves that they were stored.
 * `none`: when our kernel has them; whatever it or the receiver's kernel holds is lost with the connection.
 * `settle`: when the connection has outlived them by a while; what the receiver has still not read is lost with it.
 * `close`: when, after that while, the receiver has closed its side after we closed ours. Where it leaves bytes unread
 * its kernel resets the connection instead. The while is for a receiver that ends: syslog-ng throws away what it has
 * read and not yet looked at, and then closes as one does that is done.
 */
export type Confirm = ConfirmWithin | Settle;

/** Confirmed within the delivery, one way or another. */
export type ConfirmWithin =
  | { readonly kind: "none" }
  | { readonly kind: "close"; readonly delayMs: number };

export interface Settle {
  readonly kind: "settle";
  readonly delayMs: number;
  /** Most bytes of messages that have been sent and not outlived; what they may have to be sent again from. */
  readonly maxUnsettledBytes: number;
}
