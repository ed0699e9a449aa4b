/**
 * Where dead letters go, from the configuration; its clients serve `replay` too, which takes letters back from there.
 */
import type { DeadLetterConfig } from "./config/dead-letter.ts";
import { present } from "./config/present.ts";
import { credentialsFor } from "./credentials.ts";
import { s3ClientFactory } from "./decode/s3-clients.ts";
import type { DeadLetter } from "./deliver/dead-letter/dead-letter.ts";
import { createFileDeadLetter } from "./deliver/dead-letter/file.ts";
import { createS3DeadLetter } from "./deliver/dead-letter/s3.ts";
import { createSqsDeadLetter } from "./deliver/dead-letter/sqs.ts";
import type { Clock } from "./runtime/clock.ts";
import { createSendingClient } from "./source/clients.ts";
import { regionOf } from "./source/region.ts";
import { version } from "./version.ts";

export function createDeadLetter(
  config: DeadLetterConfig | undefined,
  clock: Clock,
): DeadLetter | undefined {
  switch (config?.type) {
    case undefined:
      return undefined;
    case "file":
      return createFileDeadLetter(config);
    case "s3":
      return createS3DeadLetter(config, { createClient: letterBucketClients(config), clock });
    case "sqs":
      return createSqsDeadLetter(config, { client: letterQueueClient(config), clock });
  }
}

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
