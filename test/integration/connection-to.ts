import type { ElasticsearchConfig } from "../../src/deliver/elasticsearch/config.ts";
import { anElasticsearchConfig } from "../support/elasticsearch-config.ts";
import type { SearchServer } from "./servers/search-server.ts";

/** As one who may do everything. */
export function connectionTo(server: SearchServer, dataStream: string): ElasticsearchConfig {
  const { url, security } = server;
  if (security === undefined) return anElasticsearchConfig({ urls: [url], dataStream });
  const { username, password } = security.user;
  return anElasticsearchConfig({
    urls: [url],
    dataStream,
    auth: { kind: "basic", username, password: { reveal: () => password } },
    tls: { caFile: security.certificate.certFile },
  });
}
