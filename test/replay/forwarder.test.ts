import { describe, expect, it } from "vitest";
import { Batcher } from "../../src/batch/batcher.ts";
import { bindingClaims } from "../../src/deliver/claims.ts";
import { allDelivered, type DeliveryReport } from "../../src/deliver/destination.ts";
import { Lane, type LaneOptions } from "../../src/deliver/lane.ts";
import type { Batch, Normalize } from "../../src/event.ts";
import { createEncode } from "../../src/normalize/encode.ts";
import { raw } from "../../src/normalize/raw.ts";
import { Books } from "../../src/observe/books.ts";
import { createMetrics } from "../../src/observe/metrics.ts";
import { createForwarder, Refusals } from "../../src/replay/forwarder.ts";
import { createPace } from "../../src/replay/pace.ts";
import { Slots } from "../../src/runtime/slots.ts";
import { storedLetter } from "../support/letter-lines.ts";
import { ManualClock } from "../support/manual-clock.ts";
import {
  ScriptedDestination,
  rejectOnly,
  retryAll,
  type Answer,
} from "../support/scripted-destination.ts";

const { signal } = new AbortController();

interface Options {
  readonly answers?: readonly Answer[];
  readonly filter?: LaneOptions["filter"];
  readonly normalize?: Normalize;
  readonly rate?: number;
}

/** What forwards letters to one destination, named `elastic`, in batches of two. */
function aForwarder({ answers = [], filter, normalize = raw, rate }: Options = {}) {
  const clock = new ManualClock();
  const destination = new ScriptedDestination(...answers);
  const metrics = createMetrics("test");
  const books = new Books("scripted", metrics);
  const refusals = new Refusals();
  const bugs: unknown[] = [];
  const lane = new Lane({
    destination,
    batcher: new Batcher({ maxEvents: 2, maxBytes: 1e6, maxAgeMs: 1000 }),
    maxAgeMs: 1000,
    slots: new Slots(1),
    required: true,
    filter,
    claims: bindingClaims(books),
    bury: refusals.bury,
    books,
    metrics,
    clock,
    abandoned: signal,
    onBug: (error) => bugs.push(error),
  });
  const addresses = new Map([["elastic", { encode: createEncode(normalize), lane }]]);
  const forwarder = createForwarder({ addresses, refusals, pace: createPace(rate, clock) });
  const forward = (...ids: string[]) =>
    forwarder.forward(
      ids.map((id) => ({ letter: storedLetter(id), to: "elastic" })),
      signal,
    );
  return { forward, forwarder, clock, destination, books, bugs };
}

function unconfirmed(confirmation: Promise<boolean>): (batch: Batch) => DeliveryReport {
  return ({ events }) => ({ ...allDelivered, unconfirmed: [{ events, confirmation }] });
}

describe("forwarding letters", () => {
  it("delivers them in batches, also the last one that is not full", async () => {
    const { forward, destination } = aForwarder();

    const outcomes = await forward("a", "b", "c");

    expect(outcomes.map(({ kind }) => kind)).toEqual(["delivered", "delivered", "delivered"]);
    expect(destination.attempts).toEqual([["a", "b"], ["c"]]);
  });

  it("tells which of them was refused, and why", async () => {
    const { forward, books } = aForwarder({ answers: [rejectOnly(["b"])] });

    const outcomes = await forward("a", "b", "c");

    expect(outcomes).toEqual([
      { kind: "delivered" },
      { kind: "refused", reason: "mapping", message: "no such field" },
      { kind: "delivered" },
    ]);
    expect(books.accounts).toMatchObject({ delivered: 2, deadLettered: 0, inFlight: 0 });
  });

  it("does not take a letter for delivered that the destination gave back", async () => {
    const { forward } = aForwarder({ answers: [retryAll()] });

    const outcomes = await forward("a", "b");

    expect(outcomes).toEqual([{ kind: "unsent" }, { kind: "unsent" }]);
  });

  it("waits for the confirmation of what was taken", async () => {
    const confirmations = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
    const answers = confirmations.map(({ promise }) => unconfirmed(promise));
    const { forward } = aForwarder({ answers });

    const forwarding = forward("a", "b", "c");
    confirmations[0]?.resolve(true);
    confirmations[1]?.resolve(false);
    const outcomes = await forwarding;

    expect(outcomes.map(({ kind }) => kind)).toEqual(["delivered", "delivered", "unsent"]);
  });

  it("does not take a letter for delivered where a destination breaks", async () => {
    const answers = [() => Promise.reject(new Error("a bug"))];
    const { forward, bugs } = aForwarder({ answers });

    const outcomes = await forward("a");

    expect(outcomes).toEqual([{ kind: "unsent" }]);
    expect(bugs.length).toBe(1);
  });

  it("keeps what its format can't carry", async () => {
    const { forward } = aForwarder({ normalize: () => null });

    const outcomes = await forward("a");

    expect(outcomes).toMatchObject([{ kind: "refused", reason: "not_json" }]);
  });

  it("keeps what a filter leaves out", async () => {
    const { forward, destination } = aForwarder({ filter: () => "noise" });

    const outcomes = await forward("a");

    expect(outcomes).toEqual([{ kind: "filtered" }]);
    expect(destination.attempts).toEqual([]);
  });

  it("knows which destinations there are", async () => {
    const { forwarder } = aForwarder();

    const outcomes = await forwarder.forward([{ letter: storedLetter("a"), to: "gone" }], signal);

    expect(outcomes).toEqual([{ kind: "unknown destination" }]);
  });

  it("sends no more once it is to stop, and ends what it began", async () => {
    const stopping = new AbortController();
    const answer: Answer = () => {
      stopping.abort();
      return allDelivered;
    };
    const { clock, forwarder } = aForwarder({ answers: [answer], rate: 10 });
    const letters = ["a", "b", "c", "d"].map((id) => ({ letter: storedLetter(id), to: "elastic" }));

    const forwarding = forwarder.forward(letters, stopping.signal);
    await clock.advance(1000);
    const outcomes = await forwarding;

    expect(outcomes.map(({ kind }) => kind)).toEqual([
      "delivered",
      "delivered",
      "unsent",
      "unsent",
    ]);
  });
});
