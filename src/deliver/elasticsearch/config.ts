import type { Secret } from "../../runtime/secret.ts";
import type { TlsConfig } from "../tls.ts";
import type { AwsIdentityProvider } from "./aws/identity.ts";

export interface ElasticsearchConfig {
  readonly name: string;
  /** Nodes of one cluster; a path is kept as a prefix. No credentials in them. */
  readonly urls: readonly URL[];
  readonly auth: ElasticsearchAuth | undefined;
  /** The data stream (or alias, or index) that `_bulk` writes to with `create`. */
  readonly dataStream: string;
  /** Whether a target that is no data stream is refused, by servers that can: else a lost template makes a plain index. */
  readonly requireDataStream: boolean;
  /** `none` leaves the id to the server, where the target takes no other: then a repetition is stored again. */
  readonly documentId: "event" | "none";
  readonly compression: "gzip" | "none";
  readonly tls: TlsConfig;
  readonly connectTimeoutMs: number;
  /** From the request being sent to its whole answer. */
  readonly requestTimeoutMs: number;
  /** Most connections per node. */
  readonly connections: number;
}

export type ElasticsearchAuth = HeaderAuth | AwsAuth;

/** What is sent as it is. */
export type HeaderAuth =
  | { readonly kind: "api_key"; readonly key: Secret }
  | { readonly kind: "bearer"; readonly token: Secret }
  | { readonly kind: "basic"; readonly username: string; readonly password: Secret };

/** Requests are signed for an AWS domain (`es`) or a Serverless collection (`aoss`). */
export interface AwsAuth {
  readonly kind: "aws";
  readonly service: "es" | "aoss";
  readonly region: string;
  readonly identity: AwsIdentityProvider;
}
