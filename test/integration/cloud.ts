import { afterAll, beforeAll } from "vitest";
import { TestBucket } from "./aws/bucket.ts";
import { TestQueue } from "./aws/queue.ts";
import { elasticmq } from "./servers/elasticmq/plan.ts";
import { moto } from "./servers/moto/plan.ts";
import { startServer, type Server } from "./servers/provider.ts";

/** A bucket and a queue that can take a load. */
export interface Cloud {
  readonly bucket: TestBucket;
  readonly queue: TestQueue;
}

/** Started before the tests of a file, each of which gets a queue and a bucket of its own. */
export function useCloud(): () => Promise<Cloud> {
  const servers: Server[] = [];
  let made = 0;
  beforeAll(async () => {
    for (const plan of [moto, elasticmq]) servers.push(await startServer(plan));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
  });
  return async () => {
    const [s3, sqs] = servers;
    if (s3 === undefined || sqs === undefined) throw new Error("The servers are not there yet");
    made += 1;
    return {
      bucket: await TestBucket.create(s3.url, `example-trail-${made}`),
      queue: await TestQueue.create(sqs.url, `trail-${made}`),
    };
  };
}
