/** How a destination's certificate is checked and how we show ours. Verification can't be turned off by leaving something out. */
export interface TlsConfig {
  readonly caFile?: string;
  /** SHA-256 of the one certificate that is trusted instead, the server's own or that of an authority it shows: lower case, without colons. */
  readonly fingerprint?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly minVersion: "TLSv1.2" | "TLSv1.3";
  /** False only where the operator wrote `verify: false`. */
  readonly verify: boolean;
  /** Name to expect in the certificate instead of the URL's host. */
  readonly serverName?: string;
}
