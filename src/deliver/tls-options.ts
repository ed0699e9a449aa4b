import type { Deadline } from "../runtime/deadline.ts";
import { readTlsFiles, type TlsOptions } from "./tls-files.ts";
import { fetchPinned, type TlsServer } from "./tls-pin.ts";
import type { TlsConfig } from "./tls.ts";

/**
 * How to speak TLS with this server, for `node:tls`. Files are read anew, and where a fingerprint is pinned the server
 * is asked for its certificates, so that what was renewed is found when the next connections are made.
 */
export async function tlsOptionsFor(
  config: TlsConfig,
  server: TlsServer,
  deadline: Deadline,
): Promise<TlsOptions> {
  const options = await readTlsFiles(config);
  if (config.fingerprint === undefined) return options;
  const pinned = await fetchPinned(config.fingerprint, { server, options }, deadline);
  return { ...options, rejectUnauthorized: true, ca: pinned, allowPartialTrustChain: true };
}
