/** Where dead letters go, from the configuration. */
import type { DeadLetterConfig } from "./config/dead-letter.ts";
import type { DeadLetter } from "./deliver/dead-letter/dead-letter.ts";
import { createFileDeadLetter } from "./deliver/dead-letter/file.ts";
import { createSqsDeadLetter } from "./deliver/dead-letter/sqs.ts";
import type { Clock } from "./runtime/clock.ts";

export async function createDeadLetter(
  config: DeadLetterConfig | undefined,
  clock: Clock,
): Promise<DeadLetter | undefined> {
  switch (config?.type) {
    case undefined:
      return undefined;
    case "file":
      return createFileDeadLetter(config);
    case "s3": {
      // Loads the SDK for S3, which takes memory that other processes need only when there is something to read.
      const { createS3DeadLetter } = await import("./deliver/dead-letter/s3.ts");
      const { letterBucketClients } = await import("./letter-clients.ts");
      return createS3DeadLetter(config, { createClient: letterBucketClients(config), clock });
    }
    case "sqs": {
      const { letterQueueClient } = await import("./letter-clients.ts");
      return createSqsDeadLetter(config, { client: letterQueueClient(config), clock });
    }
  }
}
