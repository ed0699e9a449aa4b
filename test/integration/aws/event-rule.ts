import { signatureFor } from "./access.ts";
import type { TestQueue } from "./queue.ts";

/** A rule of EventBridge that puts what S3 tells of new objects into the queue. */
export async function createEventRule(server: URL, queue: TestQueue): Promise<void> {
  const pattern = { source: ["aws.s3"], "detail-type": ["Object Created"] };
  await ask(server, "PutRule", { Name: "objects", EventPattern: JSON.stringify(pattern) });
  const Targets = [{ Id: "queue", Arn: queue.arn }];
  await ask(server, "PutTargets", { Rule: "objects", Targets });
}

async function ask(server: URL, operation: string, input: object): Promise<void> {
  const answer = await fetch(server, {
    method: "POST",
    headers: {
      authorization: signatureFor("events"),
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSEvents.${operation}`,
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${operation} got ${answer.status}: ${await answer.text()}`);
}
