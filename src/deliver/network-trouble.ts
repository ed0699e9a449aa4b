import type { Trouble, TroubleKind } from "./destination.ts";

/**
 * What a failed connection means, by the error codes of Node and undici. Undefined where the error is none of the
 * network's: then it is a bug, and the caller throws it on.
 */
export function networkTrouble(error: unknown, where: string): Trouble | undefined {
  const code = codeOf(error);
  if (code === undefined || bugs.has(code)) return undefined;
  const kind = kindOf(code);
  return {
    kind,
    message: `${failures[kind]} ${where} (${code}): ${adviceByCode[code] ?? adviceByKind[kind]}`,
  };
}

type NetworkTroubleKind = Extract<TroubleKind, "unreachable" | "timeout" | "tls" | "garbled">;

const failures: Readonly<Record<NetworkTroubleKind, string>> = {
  unreachable: "Lost or got no connection to",
  timeout: "Got no answer in time from",
  tls: "Could not agree on TLS with",
  garbled: "Could not read the answer of",
};

/** undici's way of saying that it was called wrongly. */
const bugs: ReadonlySet<string> = new Set(["UND_ERR_INVALID_ARG", "UND_ERR_INVALID_RETURN_VALUE"]);

const timeouts: ReadonlySet<string> = new Set([
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

const unreadable: ReadonlySet<string> = new Set([
  "UND_ERR_HEADERS_OVERFLOW",
  "UND_ERR_HTTP_PARSER",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "UND_ERR_RES_EXCEEDED_MAX_SIZE",
]);

/** OpenSSL's names for certificates it does not accept, and Node's for everything else about TLS. */
const tls =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|ERROR_IN_CERT_|EPROTO$)/;

function kindOf(code: string): NetworkTroubleKind {
  if (timeouts.has(code)) return "timeout";
  if (unreadable.has(code) || code.startsWith("HPE_")) return "garbled";
  return tls.test(code) ? "tls" : "unreachable";
}

const unknownHost = "the host name is not known to the resolver; check the address and the DNS.";
const otherProtocol = "check the scheme and the port of the address, and `tls.min_version`.";

const adviceByCode: Readonly<Record<string, string>> = {
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ECONNREFUSED: "nothing listens there; check the address and the port.",
  // With TLS 1.3 a server asks for a certificate after the handshake, and undici keeps its complaint to itself.
  UND_ERR_SOCKET:
    "the other side closed the connection. A TLS server that wants a certificate of ours does so: check `tls.cert_file`.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "its certificate is for another name; check the address or set `tls.server_name`.",
  CERT_HAS_EXPIRED: "its certificate has expired.",
  ERR_TLS_FINGERPRINT:
    "none of the certificates it shows has the `tls.fingerprint`; find out whether they were renewed before you change it.",
  EPROTO: otherProtocol,
  ERR_SSL_WRONG_VERSION_NUMBER: otherProtocol,
};

const adviceByKind: Readonly<Record<NetworkTroubleKind, string>> = {
  unreachable: "it is tried again.",
  timeout: "it is tried again.",
  garbled: "check what answers at this address.",
  tls: "set `tls.ca_file` to the authority that signed its certificate, and check `tls.cert_file` and `tls.key_file`.",
};

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
