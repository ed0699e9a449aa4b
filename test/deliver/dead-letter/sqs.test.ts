import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeLetter } from "../../../src/deliver/dead-letter/entry.ts";
import { createSqsDeadLetter } from "../../../src/deliver/dead-letter/sqs.ts";
import { aLetter } from "../../support/a-letter.ts";
import { FakeLetterQueue, type EntryFault } from "../../support/fake-letter-senders.ts";
import { sqsError } from "../../support/fake-queue.ts";
import { HastyClock } from "../../support/hasty-clock.ts";
import { LetterAws } from "../../support/letter-aws.ts";
import { letterWith } from "../../support/letter-with.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";

const { signal } = new AbortController();
const unhurried = 10_000;
const queueUrl = "https://sqs.us-east-1.amazonaws.com/111122223333/letters";
const mebibyte = 1024 * 1024;

describe("dead letters in SQS", () => {
  it("are one message each", async () => {
    const { aws, deadLetter } = await aRealDeadLetter("letters");
    const letters = Array.from({ length: 23 }, (_, n) => aLetter(`event-${n}`));

    const stored = await deadLetter.store(letters, signal);

    const found = await aws.letters("letters");
    expect(stored).toEqual({ kind: "ok" });
    expect(new Set(found.map((letter) => letter?.eventId))).toEqual(
      new Set(letters.map(({ record }) => record.id)),
    );
    expect(found).toHaveLength(23);
    expect(found[0]).toMatchObject({ destination: "elastic", reason: "mapping", attempts: 2 });
  });

  it("go in batches of ten messages and one mebibyte at most", async () => {
    const { queue, deadLetter } = aDeadLetter();
    const large = Array.from({ length: 5 }, () => letterWith(Buffer.alloc(300 * 1024, "a")));
    const small = Array.from({ length: 25 }, (_, n) => aLetter(`event-${n}`));

    await deadLetter.store([...large, ...small], signal);

    const sizes = queue.batches.map((batch) => batch.map(({ MessageBody = "" }) => MessageBody));
    expect(sizes.map((bodies) => bodies.length)).toEqual([3, 10, 10, 7]);
    expect(Math.max(...sizes.map((bodies) => bodies.join("").length))).toBeLessThan(mebibyte);
  });

  it("are compressed, with a mark, where they are too large for a message", async () => {
    const { aws, deadLetter } = await aRealDeadLetter("letters");
    const letter = letterWith(Buffer.from(JSON.stringify({ eventID: "x".repeat(3 * mebibyte) })));

    const stored = await deadLetter.store([letter], signal);

    const [message] = aws.messages("letters");
    const [found] = await aws.letters("letters");
    expect(stored).toEqual({ kind: "ok" });
    expect(message?.messageAttributes).toMatchObject({
      "content-encoding": { StringValue: "gzip+base64" },
    });
    expect(found?.record.equals(letter.record.bytes)).toBe(true);
  });

  it("are refused with a reason where even that is too large, and then none is sent", async () => {
    const { queue, deadLetter } = aDeadLetter();
    const noise = letterWith(randomBytes(mebibyte));

    const stored = await deadLetter.store([aLetter("a"), noise], signal);

    expect(stored).toMatchObject({
      kind: "failed",
      message: expect.stringMatching(
        /record 0 of s3:.* takes \d+ bytes even compressed, and the queue takes 1048576: use a dead letter of type s3/,
      ),
    });
    expect(queue.batches).toEqual([]);
  });

  it("shrink to what a queue with a smaller limit takes", async () => {
    const { aws, deadLetter } = await aRealDeadLetter("letters", { MaximumMessageSize: "2048" });
    const letter = letterWith(Buffer.from(JSON.stringify({ eventID: "x".repeat(4096) })));

    const stored = await deadLetter.store([aLetter("a"), letter], signal);
    const again = await deadLetter.store([letter], signal);

    expect([stored, again]).toEqual([{ kind: "ok" }, { kind: "ok" }]);
    expect((await aws.letters("letters")).map((found) => found?.record.length)).toEqual([
      aLetter("a").record.bytes.length,
      letter.record.bytes.length,
      letter.record.bytes.length,
    ]);
  });

  it("fit as soon as the queue takes larger ones", async () => {
    const { queue, deadLetter } = aDeadLetter();
    const noise = letterWith(randomBytes(4096));
    queue.faults.push(tooLong(2048));

    const refused = await deadLetter.store([noise], signal);
    const stored = await deadLetter.store([noise], signal);

    expect([refused.kind, stored.kind]).toEqual(["failed", "ok"]);
  });

  it("are sent again where the queue refused them, without the others", async () => {
    const { queue, deadLetter } = aDeadLetter();
    queue.entryFaults.push(undefined, { Code: "InternalError", SenderFault: false }, undefined);

    const stored = await deadLetter.store([aLetter("a"), aLetter("b"), aLetter("c")], signal);

    expect(stored).toEqual({ kind: "ok" });
    expect(eventIdsIn(queue)).toEqual([["a", "b", "c"], ["b"]]);
  });

  it("are not taken for stored where the answer does not mention them", async () => {
    const { queue, deadLetter } = aDeadLetter();
    queue.entryFaults.push("unmentioned");

    await deadLetter.store([aLetter("a"), aLetter("b")], signal);

    expect(eventIdsIn(queue)).toEqual([["a", "b"], ["a"]]);
  });

  it("are all sent again where the call was throttled or reset", async () => {
    const { queue, deadLetter } = aDeadLetter();
    const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    queue.faults.push(sqsError("KmsThrottled"), reset);

    const stored = await deadLetter.store([aLetter("a"), aLetter("b")], signal);

    expect(stored).toEqual({ kind: "ok" });
    expect(eventIdsIn(queue)).toEqual([
      ["a", "b"],
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  it("are not stored after five tries", async () => {
    const { queue, deadLetter } = aDeadLetter();
    queue.faults.push(...Array.from({ length: 5 }, () => sqsError("RequestThrottled")));

    const stored = await deadLetter.store([aLetter("a")], signal);

    expect(stored.kind).toBe("failed");
    expect(queue.batches).toHaveLength(5);
  });

  it("are all in the queue whenever they are said to be, whatever failed before", async () => {
    const callFault = fc.constantFrom(undefined, undefined, sqsError("InternalError"));
    const anyFault = fc.constantFrom<EntryFault | undefined>(
      undefined,
      undefined,
      "unmentioned",
      { Code: "InternalError", SenderFault: false },
      { Code: "InvalidMessageContents", SenderFault: true },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(callFault), fc.array(anyFault), async (calls, entries) => {
        const { queue, deadLetter } = aDeadLetter();
        const letters = Array.from({ length: 33 }, (_, n) => aLetter(`event-${n}`));
        queue.faults.push(...calls);
        queue.entryFaults.push(...entries);

        const stored = await deadLetter.store(letters, signal);

        const missing = letters.filter((letter) => !queue.taken.has(encodeLetter(letter)));
        expect(stored.kind === "failed" || missing.length === 0).toBe(true);
      }),
    );
  });

  it("tell at once which right is missing, and spare the rest", async () => {
    const { queue, deadLetter } = aDeadLetter();
    const letters = Array.from({ length: 100 }, (_, n) => aLetter(`event-${n}`));
    queue.faults.push(...Array.from({ length: 10 }, () => sqsError("AccessDenied")));

    const stored = await deadLetter.store(letters, signal);

    expect(stored).toEqual({
      kind: "failed",
      message:
        `Cannot store dead letters in ${queueUrl} (AccessDenied: AccessDenied happened): ` +
        "allow sqs:SendMessage there, in IAM and in the resource's own policy.",
    });
    expect(queue.batches).toHaveLength(4);
  });

  it("tell at once that the queue is missing", async () => {
    const aws = await LetterAws.start();
    const missing = aws.queueUrl("missing");
    const parts = { client: aws.sqs(missing), clock: new HastyClock(unhurried) };
    const deadLetter = createSqsDeadLetter({ queueUrl: missing }, parts);

    const stored = await deadLetter.store([aLetter("a")], signal);

    expect(stored).toMatchObject({
      kind: "failed",
      message: expect.stringMatching(/QueueDoesNotExist.*create the queue, or correct/),
    });
  });

  it("are not stored where the queue will never take one of them", async () => {
    const { queue, deadLetter } = aDeadLetter();
    queue.entryFaults.push({ Code: "InvalidMessageContents", SenderFault: true });

    const stored = await deadLetter.store([aLetter("a"), aLetter("b")], signal);

    expect(stored.kind).toBe("failed");
    expect(queue.batches).toHaveLength(1);
  });

  it("go to a FIFO queue in a group for each destination", async () => {
    const { aws, deadLetter } = await aRealDeadLetter("letters.fifo", { FifoQueue: "true" });

    const stored = await deadLetter.store([aLetter("a"), aLetter("b")], signal);

    expect(stored).toEqual({ kind: "ok" });
    expect(aws.messages("letters.fifo").map(({ messageGroupId }) => messageGroupId)).toEqual([
      "elastic",
      "elastic",
    ]);
  });

  it("wait no longer than ten seconds for an answer", async () => {
    const clock = new ManualClock();
    const queue = new FakeLetterQueue();
    const deadLetter = createSqsDeadLetter({ queueUrl }, { client: queue, clock });
    queue.faults.push("silence");

    const storing = deadLetter.store([aLetter("a")], signal);
    await clock.advance(10_250);

    expect(await storing).toEqual({ kind: "ok" });
    expect(queue.batches).toHaveLength(2);
  });

  it("are given up when storing is called off on the way, and leave no timer", async () => {
    const clock = new ManualClock();
    const queue = new FakeLetterQueue();
    const deadLetter = createSqsDeadLetter({ queueUrl }, { client: queue, clock });
    const calledOff = new AbortController();
    queue.faults.push("silence");

    const storing = deadLetter.store([aLetter("a")], calledOff.signal);
    await settle();
    calledOff.abort();

    expect(await storing).toEqual({
      kind: "failed",
      message: `Storing dead letters in ${queueUrl} was called off`,
    });
    expect(clock.pending).toBe(0);
  });

  it("free their connections at the end", async () => {
    const { queue, deadLetter } = aDeadLetter();

    await deadLetter.close();

    expect(queue.isDestroyed).toBe(true);
  });
});

function aDeadLetter() {
  const queue = new FakeLetterQueue();
  const clock = new HastyClock(unhurried);
  return { queue, deadLetter: createSqsDeadLetter({ queueUrl }, { client: queue, clock }) };
}

async function aRealDeadLetter(name: string, attributes: Record<string, string> = {}) {
  const aws = await LetterAws.start();
  const config = { queueUrl: aws.createQueue(name, attributes) };
  const parts = { client: aws.sqs(config.queueUrl), clock: new HastyClock(unhurried) };
  return { aws, deadLetter: createSqsDeadLetter(config, parts) };
}

function tooLong(bytes: number): Error {
  const message = `Batch requests cannot be longer than ${bytes} bytes. You have sent 9999 bytes.`;
  return Object.assign(new Error(message), {
    name: "BatchRequestTooLong",
    $metadata: { httpStatusCode: 400 },
  });
}

function eventIdsIn({ batches }: FakeLetterQueue) {
  return batches.map((batch) =>
    batch.map(({ MessageBody = "" }) => /"event_id":"[^"]*:(\w+)"/.exec(MessageBody)?.[1]),
  );
}
