import { signatureFor } from "./access.ts";
import type { TestQueue } from "./queue.ts";

/** Makes a topic of SNS whose messages go into the queue, as they are or in SNS's envelope. Returns its ARN. */
export async function createTopic(
  server: URL,
  queue: TestQueue,
  { raw }: { readonly raw: boolean },
): Promise<string> {
  const name = raw ? "raw" : "enveloped";
  const created = await ask(server, { Action: "CreateTopic", Name: name });
  const TopicArn = /<TopicArn>([^<]+)</.exec(created)?.[1] ?? "";
  await ask(server, {
    Action: "Subscribe",
    TopicArn,
    Protocol: "sqs",
    Endpoint: queue.arn,
    ...(raw && {
      "Attributes.entry.1.key": "RawMessageDelivery",
      "Attributes.entry.1.value": "true",
    }),
  });
  return TopicArn;
}

async function ask(server: URL, parameters: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(server, {
    method: "POST",
    headers: { authorization: signatureFor("sns") },
    body: new URLSearchParams({ ...parameters, Version: "2010-03-31" }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${parameters["Action"]} got ${answer.status}: ${text}`);
  return text;
}
