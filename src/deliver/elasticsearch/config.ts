import type { Secret } from "../../runtime/secret.ts";
import type { TlsConfig } from "../tls.ts";

export interface ElasticsearchConfig {
  readonly name: string;
  /** Nodes of one cluster; a path is kept as a prefix. No credentials in them. */
  readonly urls: readonly URL[];
  readonly auth: ElasticsearchAuth | undefined;
  /** The data stream (or alias, or index) that `_bulk` writes to with `create`. */
  readonly dataStream: string;
  readonly compression: "gzip" | "none";
  readonly tls: TlsConfig;
  readonly connectTimeoutMs: number;
  /** From the request being sent to its whole answer. */
  readonly requestTimeoutMs: number;
  /** Most connections per node. */
  readonly connections: number;
}

export type ElasticsearchAuth =
  | { readonly kind: "api_key"; readonly key: Secret }
  | { readonly kind: "bearer"; readonly token: Secret }
  | { readonly kind: "basic"; readonly username: string; readonly password: Secret };
