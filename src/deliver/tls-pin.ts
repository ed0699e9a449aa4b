/**
 * Trust in one certificate, known by its fingerprint: that of the server, or of an authority above it. A first connection,
 * over which nothing is sent, only fetches the certificates that the server shows. The one with the fingerprint is then
 * the only authority for all further connections, which OpenSSL checks as usual: signatures, dates, and the name.
 */
import { once } from "node:events";
import { isIP } from "node:net";
import { connect, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import { withinDeadline, type Deadline } from "../runtime/deadline.ts";
import type { TlsOptions } from "./tls-files.ts";

/** Where a connection goes; of IPv6 without brackets. */
export interface TlsServer {
  readonly host: string;
  readonly port: number;
}

/** The certificate, in PEM. Throws where it is not among those of the server, or there is no connection. */
export async function fetchPinned(
  fingerprint: string,
  { server, options }: { readonly server: TlsServer; readonly options: TlsOptions },
  deadline: Deadline,
): Promise<string> {
  const chain = await withinDeadline(deadline, (cut) => shownBy(server, options, cut));
  if (chain === "timeout" || chain === "aborted") throw new NotFetched();
  const found = chain.find(({ fingerprint256 }) => plain(fingerprint256) === fingerprint);
  if (found === undefined) throw new PinMissed(chain);
  const base64 = found.raw.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${base64.trimEnd()}\n-----END CERTIFICATE-----\n`;
}

/** Lower case, without colons: as it stands in the configuration. */
function plain(fingerprint: string): string {
  return fingerprint.replaceAll(":", "").toLowerCase();
}

async function shownBy(
  { host, port }: TlsServer,
  options: TlsOptions,
  signal: AbortSignal,
): Promise<readonly DetailedPeerCertificate[]> {
  // A server with several names chooses its certificate by it; an address is no name.
  const servername = options.servername ?? (isIP(host) === 0 ? host : "");
  const socket = connect({ ...options, servername, host, port, rejectUnauthorized: false });
  try {
    await once(socket, "secureConnect", { signal });
    return chainOf(socket);
  } finally {
    socket.destroy();
  }
}

/** From the server's own to the last authority that it shows, which is its own issuer. */
function chainOf(socket: TLSSocket): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

/** The codes are those that `network-trouble.ts` knows. */
class PinMissed extends Error {
  readonly code = "ERR_TLS_FINGERPRINT";

  constructor(chain: readonly DetailedPeerCertificate[]) {
    super(`None of ${chain.length} certificates has the fingerprint`);
  }
}

class NotFetched extends Error {
  readonly code = "ETIMEDOUT";

  constructor() {
    super("Got no certificates in time");
  }
}
