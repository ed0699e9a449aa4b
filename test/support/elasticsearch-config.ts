import type { ElasticsearchConfig } from "../../src/deliver/elasticsearch/config.ts";
import type { TlsConfig } from "../../src/deliver/tls.ts";

export function anElasticsearchConfig(
  changes: Omit<Partial<ElasticsearchConfig>, "tls"> & { readonly tls?: Partial<TlsConfig> } = {},
): ElasticsearchConfig {
  return {
    name: "elastic",
    urls: [new URL("http://127.0.0.1:9200")],
    auth: undefined,
    dataStream: "logs-aws.cloudtrail-default",
    requireDataStream: false,
    documentId: "event",
    compression: "gzip",
    connectTimeoutMs: 5000,
    requestTimeoutMs: 30_000,
    connections: 2,
    ...changes,
    tls: { minVersion: "TLSv1.2", verify: true, ...changes.tls },
  };
}
