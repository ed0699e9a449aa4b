import type { TestBucket } from "./aws/bucket.ts";
import type { TestQueue } from "./aws/queue.ts";
import { region } from "./aws/access.ts";
import type { SearchServer } from "./servers/search-server.ts";

/** A configuration as an operator writes it, with waits that suit a test. */
export function operatorConfig(parts: {
  readonly queue: TestQueue;
  readonly bucket: TestBucket;
  readonly destination: object;
  readonly deadLetterPath?: string;
}): object {
  const { queue, bucket, destination, deadLetterPath } = parts;
  return {
    sources: [
      {
        name: "trail",
        type: "sqs",
        queue_url: queue.url,
        region,
        visibility_timeout: "60s",
        s3: { endpoint: bucket.endpoint.href, region, path_style: true },
      },
    ],
    destinations: [destination],
    ...(deadLetterPath !== undefined && { dead_letter: { type: "file", path: deadLetterPath } }),
  };
}

/** The destination by its usual name, at the server or what stands in front of it. */
export function elasticDestination(
  server: SearchServer,
  { url = server.url, ...more }: { readonly url?: URL; readonly [option: string]: unknown } = {},
): object {
  return {
    name: "elastic",
    type: "elasticsearch",
    urls: [url.href],
    format: "ecs",
    retry: { initial: "50ms", max: "500ms" },
    ...(server.security && {
      auth: server.security.user,
      tls: { ca_file: server.security.certificate.certFile },
    }),
    ...more,
  };
}
