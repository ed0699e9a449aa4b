import { readFile } from "node:fs/promises";
import type { TlsConfig } from "./tls.ts";

/** A file named in the `tls` part of a destination that can't be read now. */
export class UnreadableTlsFile extends Error {
  constructor(path: string, setting: string, cause: unknown) {
    super(`Cannot read ${path}, named by \`tls.${setting}\``, { cause });
  }
}

/** As `node:tls` names them. */
export interface TlsOptions {
  readonly minVersion: "TLSv1.2" | "TLSv1.3";
  readonly rejectUnauthorized: boolean;
  readonly ca?: Buffer | string;
  /** Whether what is in `ca` is trusted even where it is no root. */
  readonly allowPartialTrustChain?: true;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly servername?: string;
}

/** The part of `tlsOptionsFor` that is in files; without the pinned fingerprint, and so not for connections of its own. */
export async function readTlsFiles(config: TlsConfig): Promise<TlsOptions> {
  const [ca, cert, key] = await Promise.all([
    read(config.caFile, "ca_file"),
    read(config.certFile, "cert_file"),
    read(config.keyFile, "key_file"),
  ]);
  return {
    minVersion: config.minVersion,
    rejectUnauthorized: config.verify,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(config.serverName !== undefined && { servername: config.serverName }),
  };
}

async function read(path: string | undefined, setting: string): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UnreadableTlsFile(path, setting, cause);
  }
}
