/** The clients of configured dead letters: for `run`, which stores them, and for `replay`, which takes them back. */
import type { DeadLetterConfig } from "./config/dead-letter.ts";
import { present } from "./config/present.ts";
import { credentialsFor } from "./credentials.ts";
import { s3ClientFactory } from "./decode/s3-clients.ts";
import { createSendingClient } from "./source/clients.ts";
import { regionOf } from "./source/region.ts";
import { version } from "./version.ts";

/** Makes clients of the bucket, by region. */
export function letterBucketClients(config: Extract<DeadLetterConfig, { readonly type: "s3" }>) {
  const { region, endpoint, pathStyle } = config;
  const credentials = credentialsFor(config.credentials, region);
  return s3ClientFactory({ version, pathStyle, ...present({ region, endpoint, credentials }) });
}

export function letterQueueClient(config: Extract<DeadLetterConfig, { readonly type: "sqs" }>) {
  const { queueUrl, endpoint } = config;
  const region = config.region ?? regionOf(queueUrl);
  const credentials = credentialsFor(config.credentials, region);
  return createSendingClient({ version, queueUrl, ...present({ region, endpoint, credentials }) });
}
