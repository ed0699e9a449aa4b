import type { DeleteMessageBatchCommandOutput } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { Queue, type SqsSender } from "../../src/source/queue.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";

it("has a bounded number of calls on their way, and the time of the others has not begun", async () => {
  const answers: (() => void)[] = [];
  const settling: SqsSender = {
    send: (): Promise<DeleteMessageBatchCommandOutput> =>
      new Promise((resolve) =>
        answers.push(() => resolve({ $metadata: {}, Successful: [], Failed: [] })),
      ),
  };
  const clock = new ManualClock();
  const queue = new Queue({
    queueUrl: "https://sqs.example/q",
    receiving: settling,
    settling,
    clock,
  });
  const limit = { timeoutMs: 1000, signal: new AbortController().signal };

  const calls = Array.from({ length: 40 }, () => queue.delete(["handle"], limit));
  await settle();
  const first = answers.length;
  await clock.advance(900);
  for (const answer of answers.splice(0)) answer();
  await settle();
  const second = answers.length;
  await clock.advance(900);
  for (const answer of answers) answer();

  expect([first, second]).toEqual([32, 8]);
  expect((await Promise.all(calls)).map(({ size }) => size)).toEqual(calls.map(() => 1));
});
