import { join } from "node:path";
import { onTestFinished } from "vitest";
import { BulkServer, type BulkServerOptions } from "./bulk-server.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { TestAws } from "./test-aws.ts";

/** What stands around a daemon: a queue with a bucket, a receiver, and a path for dead letters. */
export interface Scene {
  readonly aws: TestAws;
  readonly receiver: BulkServer;
  readonly deadLetterPath: string;
}

/** Everything is closed and removed when the test is over. */
export async function setScene(options: BulkServerOptions = {}): Promise<Scene> {
  const aws = await TestAws.start();
  const receiver = await BulkServer.start(options);
  onTestFinished(() => receiver.close());
  return { aws, receiver, deadLetterPath: join(await temporaryDirectory(), "dead-letters.ndjson") };
}
