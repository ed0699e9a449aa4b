import { describe, expect, it } from "vitest";
import { Batcher } from "../../src/batch/batcher.ts";
import { bindingClaims, looseClaims } from "../../src/deliver/claims.ts";
import { allDelivered } from "../../src/deliver/destination.ts";
import { Lane } from "../../src/deliver/lane.ts";
import type { Rejection } from "../../src/event.ts";
import { Books } from "../../src/observe/books.ts";
import { createMetrics } from "../../src/observe/metrics.ts";
import { Slots } from "../../src/runtime/slots.ts";
import { RecordedReceipt, anEvent, aRecord, idOf, someEvents } from "../support/events.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import {
  ScriptedDestination,
  rejectOnly,
  retryAll,
  type Answer,
} from "../support/scripted-destination.ts";

interface Options {
  readonly answers?: readonly Answer[];
  readonly maxEvents?: number;
  readonly maxBytes?: number;
  readonly slots?: number;
  readonly required?: boolean;
  readonly buries?: boolean;
}

function aLane(options: Options = {}) {
  const clock = new ManualClock();
  const destination = new ScriptedDestination(...(options.answers ?? []));
  const metrics = createMetrics("test");
  const books = new Books("scripted", metrics);
  const buried: Rejection[] = [];
  const required = options.required ?? true;
  const bugs: unknown[] = [];
  const lane = new Lane({
    destination,
    batcher: new Batcher({
      maxEvents: options.maxEvents ?? 2,
      maxBytes: options.maxBytes ?? 1e6,
      maxAgeMs: 1000,
    }),
    maxAgeMs: 1000,
    slots: new Slots(options.slots ?? 1),
    required,
    claims: required ? bindingClaims(books) : looseClaims(books),
    bury: async (_, rejections) => {
      if (options.buries !== false) buried.push(...rejections);
      return options.buries !== false;
    },
    books,
    metrics,
    clock,
    abandoned: new AbortController().signal,
    onBug: (error) => bugs.push(error),
  });
  return { lane, clock, destination, books, buried, bugs };
}

/** Answers when it is told to. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const answer: Answer = async () => {
    await promise;
    return allDelivered;
  };
  return { answer, open: resolve };
}

describe("Lane", () => {
  it("sends a batch as soon as it is full", async () => {
    const { lane, destination } = aLane({ maxEvents: 2 });

    await lane.add(someEvents("a", "b", "c"));
    await settle();

    expect(destination.attempts).toEqual([["a", "b"]]);
  });

  it("sends a batch that is not full when its first event is old enough", async () => {
    const { lane, destination, clock } = aLane();

    await lane.add(someEvents("a"));
    await clock.advance(999);
    const before = destination.attempts.length;
    await clock.advance(1);

    expect([before, destination.attempts]).toEqual([0, [["a"]]]);
  });

  it("never puts more bytes into a batch than allowed, but sends a larger event alone", async () => {
    const events = someEvents("a", "b", "c");
    const size = events[0]?.byteLength ?? 0;
    const { lane, destination } = aLane({ maxEvents: 10, maxBytes: size * 2 - 1 });

    await lane.add(events);
    await lane.drain();

    expect(destination.attempts).toEqual([["a"], ["b"], ["c"]]);
  });

  it("makes its callers wait while every slot is taken and the batch is full", async () => {
    const first = gate();
    const { lane, destination } = aLane({ answers: [first.answer], maxEvents: 1 });
    let added = false;

    await lane.add(someEvents("a"));
    const adding = Promise.all([lane.add(someEvents("b")), lane.add(someEvents("c"))]).then(() => {
      added = true;
    });
    await settle();
    const whileWaiting = [added, [...destination.attempts]];
    first.open();
    await adding;
    await lane.drain();

    expect(whileWaiting).toEqual([false, [["a"]]]);
    expect(destination.attempts.flat().toSorted()).toEqual(["a", "b", "c"]);
  });

  it("completes the claims of delivered events once, however batches mix objects", async () => {
    const one = new RecordedReceipt();
    const two = new RecordedReceipt();
    const { lane } = aLane({ maxEvents: 3 });

    await lane.add([anEvent("a", one), anEvent("b", two), anEvent("c", one), anEvent("d", two)]);
    await lane.drain();

    expect([one.held, two.held]).toEqual([1, 1]);
    expect([...one.failures, ...two.failures]).toEqual([]);
  });

  it("keeps a claim until the destination has answered", async () => {
    const first = gate();
    const receipt = new RecordedReceipt();
    const { lane } = aLane({ answers: [first.answer], maxEvents: 1 });

    await lane.add([anEvent("a", receipt)]);
    await settle();
    const before = receipt.held;
    first.open();
    await lane.drain();

    expect([before, receipt.held]).toEqual([2, 1]);
  });

  it("completes the claim of a rejected event only once it is a dead letter", async () => {
    const receipt = new RecordedReceipt();
    const { lane, buried, books } = aLane({ answers: [rejectOnly(["a"])] });

    await lane.add([anEvent("a", receipt), anEvent("b", receipt)]);
    await lane.drain();

    expect(buried.map(idOf)).toEqual(["a"]);
    expect([receipt.held, receipt.failures]).toEqual([1, []]);
    expect(books.accounts).toMatchObject({ read: 2, delivered: 1, deadLettered: 1, inFlight: 0 });
  });

  it("releases the message of a rejected event that could not be stored", async () => {
    const receipt = new RecordedReceipt();
    const { lane, books } = aLane({ answers: [rejectOnly(["a"])], buries: false });

    await lane.add([anEvent("a", receipt), anEvent("b", receipt)]);
    await lane.drain();

    expect(receipt.failures).toEqual([{ kind: "release", reason: "record_rejected" }]);
    expect(books.accounts).toMatchObject({ read: 2, delivered: 1, released: 1, inFlight: 0 });
  });

  it("releases what an aborted delivery leaves", async () => {
    const receipt = new RecordedReceipt();
    const { lane, books } = aLane({ answers: [retryAll()], maxEvents: 1 });

    await lane.add([anEvent("a", receipt)]);
    await lane.drain();

    expect(receipt.failures).toEqual([{ kind: "release", reason: "draining" }]);
    expect(books.accounts).toMatchObject({ read: 1, released: 1, inFlight: 0 });
  });

  it("counts duplicates apart from what was delivered", async () => {
    const { lane, books } = aLane({ answers: [() => ({ ...allDelivered, duplicates: 1 })] });

    await lane.add(someEvents("a", "b"));
    await lane.drain();

    expect(books.accounts).toMatchObject({ read: 2, delivered: 1, duplicates: 1, inFlight: 0 });
  });

  it("sends records that can't be encoded to the dead letter", async () => {
    const { lane, buried, books } = aLane();
    const record = aRecord("a");

    await lane.reject([{ record, reason: "not_json", message: "no" }]);

    expect(buried).toHaveLength(1);
    expect(books.accounts).toMatchObject({ read: 1, deadLettered: 1, inFlight: 0 });
  });

  it("never waits nor holds a claim when it is not required", async () => {
    const receipt = new RecordedReceipt();
    const first = gate();
    const { lane, buried, books } = aLane({
      answers: [first.answer],
      maxEvents: 1,
      required: false,
    });

    await lane.add(["a", "b", "c"].map((id) => anEvent(id, receipt)));
    const held = receipt.held;
    first.open();
    await lane.drain();

    expect(held).toBe(1);
    expect(buried.map((rejection) => rejection.reason)).toEqual(["overflow"]);
    expect(books.accounts).toMatchObject({ read: 3, delivered: 2, deadLettered: 1, inFlight: 0 });
  });

  it("leaves no timer and no slot taken behind", async () => {
    const { lane, clock, bugs } = aLane({ answers: [retryAll(), rejectOnly(["c"])] });

    await lane.add(someEvents("a", "b", "c"));
    await lane.drain();

    expect([clock.pending, bugs]).toEqual([0, []]);
  });
});
