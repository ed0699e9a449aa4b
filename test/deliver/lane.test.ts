import { describe, expect, it } from "vitest";
import { Batcher } from "../../src/batch/batcher.ts";
import { bindingClaims, looseClaims } from "../../src/deliver/claims.ts";
import { allDelivered } from "../../src/deliver/destination.ts";
import { Lane } from "../../src/deliver/lane.ts";
import { batchOf, type EncodedEvent, type Rejection } from "../../src/event.ts";
import type { Filter } from "../../src/normalize/filter/filter.ts";
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
  readonly filter?: Filter;
}

function aLane(options: Options = {}) {
  const clock = new ManualClock();
  const destination = new ScriptedDestination(...(options.answers ?? []));
  const metrics = createMetrics("test");
  const books = new Books("scripted", metrics);
  const buried: Rejection[] = [];
  const required = options.required ?? true;
  const bugs: unknown[] = [];
  const abandoned = new AbortController();
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
    filter: options.filter,
    claims: required ? bindingClaims(books) : looseClaims(books),
    bury: async (_, rejections) => {
      if (options.buries !== false) buried.push(...rejections);
      return options.buries !== false;
    },
    books,
    metrics,
    clock,
    abandoned: abandoned.signal,
    onBug: (error) => bugs.push(error),
  });
  return { lane, clock, destination, books, buried, bugs, abandoned };
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

/** Takes everything, and confirms it or not when it is told to. */
function confirming() {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const answer: Answer = ({ events }) => ({
    ...allDelivered,
    unconfirmed: [{ events, confirmation: promise }],
  });
  return { answer, confirm: resolve };
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
    const size = events[0]?.body.byteLength ?? 0;
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

  describe("before a destination that confirms later", () => {
    it("keeps the claims until the confirmation, but not the slot", async () => {
      const { answer, confirm } = confirming();
      const { lane, destination, books } = aLane({ answers: [answer], slots: 1 });
      const receipt = new RecordedReceipt();

      await lane.add(["a", "b"].map((id) => anEvent(id, receipt)));
      await lane.add(someEvents("c", "d"));
      await settle();

      expect(destination.attempts).toEqual([
        ["a", "b"],
        ["c", "d"],
      ]);
      expect(receipt.held).toBe(3);
      expect(books.accounts).toMatchObject({ delivered: 2, inFlight: 2 });

      confirm(true);
      await settle();

      expect(receipt.held).toBe(1);
      expect(receipt.failures).toEqual([]);
      expect(books.accounts).toMatchObject({ delivered: 4, inFlight: 0 });
    });

    it("gives back what is never confirmed", async () => {
      const { answer, confirm } = confirming();
      const { lane, books } = aLane({ answers: [answer] });
      const receipt = new RecordedReceipt();
      await lane.add(["a", "b"].map((id) => anEvent(id, receipt)));

      confirm(false);
      await settle();

      expect(receipt.failures).toEqual([{ kind: "release", reason: "unconfirmed" }]);
      expect(books.accounts).toMatchObject({ delivered: 0, released: 2, inFlight: 0 });
    });

    it("waits for the confirmation when it drains, and calls what it gives back then draining", async () => {
      const { answer, confirm } = confirming();
      const { lane, abandoned } = aLane({ answers: [answer] });
      const receipt = new RecordedReceipt();
      await lane.add(["a", "b"].map((id) => anEvent(id, receipt)));
      let drained = false;

      const draining = lane.drain().then(() => (drained = true));
      await settle();
      const drainedBefore = drained;
      abandoned.abort();
      confirm(false);
      await draining;

      expect(drainedBefore).toBe(false);
      expect(receipt.failures).toEqual([{ kind: "release", reason: "draining" }]);
    });

    it("confirms only what was taken of a batch that was partly refused", async () => {
      const { answer, confirm } = confirming();
      const partly: Answer = async (batch, signal) => ({
        ...(await answer(batchOf(batch.events.slice(0, 1)), signal)),
        ...rejectOf(batch.events.slice(1)),
      });
      const { lane, books } = aLane({ answers: [partly] });

      await lane.add(someEvents("a", "b"));
      confirm(true);
      await settle();

      expect(books.accounts).toMatchObject({ delivered: 1, deadLettered: 1, inFlight: 0 });
    });
  });

  it("leaves out what a filter names, counted by the filter's reason", () => {
    const { lane, books } = aLane({
      filter: (fields) => (fields?.["eventID"] === "b" ? "noise" : undefined),
    });
    const records = ["a", "b", "c"].map((id) => aRecord(id));

    const selected = records.filter((record) => lane.wants(record));

    expect(selected.map((record) => idOf({ record }))).toEqual(["a", "c"]);
    expect(books.accounts).toMatchObject({ read: 1, filtered: 1, inFlight: 0 });
  });
});

function rejectOf(events: readonly EncodedEvent[]) {
  return {
    rejected: events.map(({ record }) => ({ record, reason: "mapping", message: "no" }) as const),
  };
}
