import { describe, expect, it } from "vitest";
import { PlaceTrouble } from "../../src/replay/letter-place.ts";
import { createSqsPlace } from "../../src/replay/sqs-place.ts";
import { empty } from "../support/emptied-place.ts";
import { FakeQueue, sqsError } from "../support/fake-queue.ts";
import { letterLines } from "../support/letter-lines.ts";
import { ManualClock } from "../support/manual-clock.ts";

const queueUrl = "https://sqs.us-east-1.amazonaws.com/111122223333/letters";

/** A queue with a message for each id, and what replays it. */
function aQueue(eventIds: readonly string[], letters = 100) {
  const clock = new ManualClock();
  const queue = Object.assign(new FakeQueue(clock), { destroy() {} });
  queue.ignoresWait = true;
  for (const id of eventIds) queue.put(letterLines(id).trimEnd());
  const limits = { letters, bytes: 1_000_000 };
  return { clock, queue, place: createSqsPlace({ queueUrl, client: queue, clock, limits }) };
}

describe("replaying a queue", () => {
  it("gathers pages, and deletes what was delivered", async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `event-${index}`);
    const { queue, place } = aQueue(ids, 20);

    const pages = await empty(place);

    expect(pages.map(({ length }) => length)).toEqual([20, 5]);
    expect(new Set(pages.flat())).toEqual(new Set(ids));
    expect(queue.remaining).toEqual([]);
  });

  it("tries each letter once, and shows at its end what was not delivered", async () => {
    const { queue, place } = aQueue(["a", "b", "c"], 2);

    const pages = await empty(place, (id) => id === "b");

    expect(pages).toEqual([["a", "b"], ["c"]]);
    expect(queue.remaining.length).toBe(2);
    expect(queue.visible).toEqual(queue.remaining);
  });

  it("does not send a letter again that came back before the end", async () => {
    const { queue, place } = aQueue(["a", "b"], 1);

    const pages = await empty(place, () => {
      queue.showAll();
      return false;
    });

    expect(pages).toEqual([["a"], ["b"]]);
    expect(queue.visible.length).toBe(2);
  });

  it("keeps messages that are no letters", async () => {
    const { queue, place } = aQueue(["a"]);
    queue.put("this is no letter");

    const pages = await empty(place);

    expect(pages).toEqual([["a", "?"]]);
    expect(queue.visible).toEqual(["message-2-EXAMPLE"]);
  });

  it("loses nothing when it breaks off between delivery and removal", async () => {
    const { queue, place } = aQueue(["a", "b"]);

    const pages = place.pages(new AbortController().signal)[Symbol.asyncIterator]();
    const first = await pages.next();
    first.value.settle(new Set(first.value.found));
    await pages.return?.();

    expect(queue.visible.length).toBe(2);
  });

  it("stops with the page that is on its way", async () => {
    const { queue, place } = aQueue(["a", "b", "c"], 2);
    const stopping = new AbortController();

    const pages = await empty(
      place,
      () => {
        stopping.abort();
        return true;
      },
      stopping.signal,
    );

    expect(pages).toEqual([["a", "b"]]);
    expect(queue.visible).toEqual(["message-3-EXAMPLE"]);
  });

  it.each(["unmentioned", "InternalError"])(
    "deletes again what was not deleted: %s",
    async (code) => {
      const { clock, queue, place } = aQueue(["a", "b"]);
      queue.refuseNext("delete", code);

      const emptied = empty(place);
      await clock.advance(10_000);
      await emptied;

      expect(queue.count("delete")).toBe(2);
      expect(queue.remaining).toEqual([]);
    },
  );

  it("names the right that is missing", async () => {
    const { place, queue } = aQueue(["a"]);
    queue.failNext("delete", sqsError("AccessDenied", { status: 403 }));

    const emptied = empty(place);

    await expect(emptied).rejects.toThrow(PlaceTrouble);
    await expect(emptied).rejects.toThrow(/replay dead letters of .*allow sqs:DeleteMessage/);
    expect(queue.visible).toEqual([]);
  });

  it("asks for what marks a compressed letter", async () => {
    const { place, queue } = aQueue(["a"]);

    await empty(place);

    expect(queue.polls[0]?.MessageAttributeNames).toEqual(["content-encoding"]);
  });

  it("measures what is visible, if it may", async () => {
    const { place, queue } = aQueue(["a", "b", "c"]);

    const total = await place.measure(new AbortController().signal);
    queue.failNext("attributes", sqsError("AccessDenied", { status: 403 }));
    const unknown = await place.measure(new AbortController().signal);

    expect({ total, unknown }).toEqual({ total: 3, unknown: 0 });
  });
});
