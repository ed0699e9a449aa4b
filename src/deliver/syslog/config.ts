import type { TlsConfig } from "../tls.ts";
import type { Facility } from "./priority.ts";

export interface SyslogConfig {
  readonly name: string;
  readonly header: HeaderConfig;
  readonly receiver: Receiver;
  readonly framing: Framing;
  /** Most bytes of one message, with its header and without its framing; what is larger is never sent. */
  readonly maxMessageBytes: number;
  readonly confirm: Confirm;
  /** For a whole batch to reach our kernel and, with `close`, for the receiver to close. */
  readonly sendTimeoutMs: number;
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

/** Where a TCP or TLS connection goes. */
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
 * `close`: when the receiver has closed its side after we closed ours. Where it leaves bytes unread its kernel resets
 * the connection instead; only one that closes by itself at that very moment can't be told from one that read all.
 */
export type Confirm =
  | { readonly kind: "none" }
  | { readonly kind: "settle"; readonly delayMs: number }
  | { readonly kind: "close" };
