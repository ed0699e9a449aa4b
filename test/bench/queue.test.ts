import { afterEach, describe, expect, it } from "vitest";
import { Queue } from "../../bench/aws/queue.ts";

const nobodyLeft = new AbortController().signal;

describe("the benchmark's queue", () => {
  const queues: Queue[] = [];
  afterEach(() => queues.splice(0).forEach((queue) => queue.close()));

  it("answers a waiting poll when a message comes", async () => {
    const queue = aQueue();
    const poll = queue.receive(10, 20_000, nobodyLeft);

    queue.send(3);

    expect((await poll).map(({ message }) => message)).toEqual([0, 1, 2]);
  });

  it("gives no message to a poll whose caller has gone", async () => {
    const queue = aQueue();
    const caller = new AbortController();
    const poll = queue.receive(10, 20_000, caller.signal);

    caller.abort();
    queue.send(1);

    expect(await poll).toEqual([]);
    expect(queue.visible).toBe(1);
  });

  it("hands a released message out again under a new handle", async () => {
    const queue = aQueue();
    queue.send(1);
    const [first] = await queue.receive(1, 0, nobodyLeft);

    queue.changeVisibility(first?.receiptHandle ?? "", 0);

    const [second] = await queue.receive(1, 0, nobodyLeft);
    expect(second).toMatchObject({ message: 0, receiveCount: 2 });
    expect(second?.receiptHandle).not.toBe(first?.receiptHandle);
  });

  it("deletes nothing by an old handle", async () => {
    const queue = aQueue();
    queue.send(1);
    const [first] = await queue.receive(1, 0, nobodyLeft);
    queue.changeVisibility(first?.receiptHandle ?? "", 0);
    await queue.receive(1, 0, nobodyLeft);

    queue.delete(first?.receiptHandle ?? "");

    expect(queue.deleted).toBe(0);
    expect(queue.inFlight).toBe(1);
  });

  function aQueue(): Queue {
    const queue = new Queue(30);
    queues.push(queue);
    return queue;
  }
});
