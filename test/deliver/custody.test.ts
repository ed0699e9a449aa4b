import { describe, expect, it } from "vitest";
import { Custody, type Outcome, type Sent, type Taken } from "../../src/deliver/custody.ts";
import type { Trouble } from "../../src/deliver/destination.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";

const { signal } = new AbortController();
const body = Buffer.from("EXAMPLE");

describe("Custody", () => {
  it("hands on what needs no keeping", async () => {
    const taken: Sent = { kind: "taken" };
    const { custody } = aCustody(taken, refused("unavailable"));

    expect(await custody.take(body, signal)).toBe(taken);
    expect(await custody.take(body, signal)).toMatchObject({ trouble: { kind: "unavailable" } });
  });

  it("keeps what is not final until it is confirmed", async () => {
    const { custody, bodies } = aCustody(ending("confirmed"));

    expect(await confirmationOf(await custody.take(body, signal))).toBe(true);
    expect(bodies).toEqual([body]);
  });

  it("gives a body back that was sent once and is confirmed", async () => {
    const { custody, released } = aCustody(ending("confirmed"));

    await confirmationOf(await custody.take(body, signal));

    expect(released).toEqual([body]);
  });

  it("gives no body back that was sent again", async () => {
    const { clock, custody, released } = aCustody(ending("lost"), ending("confirmed"));

    const confirmation = confirmationOf(await custody.take(body, signal));
    await clock.advance(60_000);

    expect([await confirmation, released]).toEqual([true, []]);
  });

  it("sends the same bytes again until they are confirmed, and tells of each attempt", async () => {
    const { custody, bodies, attempts, clock } = aCustody(
      ending("lost"),
      refused("unavailable"),
      ending("lost"),
      ending("confirmed"),
    );

    const confirmation = confirmationOf(await custody.take(body, signal));
    await clock.advance(60_000);

    expect(await confirmation).toBe(true);
    expect(bodies).toEqual([body, body, body, body]);
    expect(attempts.map((trouble) => trouble?.kind)).toEqual(["unavailable", undefined, undefined]);
  });

  it("waits as long as the destination asks before it sends again", async () => {
    const { custody, bodies, clock } = aCustody(
      ending("lost"),
      refused("unavailable", { retryAfterMs: 60_000 }),
      ending("confirmed"),
    );

    const confirmation = confirmationOf(await custody.take(body, signal));
    await clock.advance(59_000);
    const before = bodies.length;
    await clock.advance(2000);

    expect([before, await confirmation]).toEqual([2, true]);
  });

  it.each(["too_large", "malformed"] as const)(
    "gives up what is refused as %s when it is sent again",
    async (kind) => {
      const { custody, clock } = aCustody(ending("lost"), refused(kind));

      const confirmation = confirmationOf(await custody.take(body, signal));
      await clock.advance(1000);

      expect(await confirmation).toBe(false);
    },
  );

  it("sends no more than two again at once", async () => {
    const silence = new Promise<Sent>(() => {});
    const losses = Array.from({ length: 5 }, () => ending("lost"));
    const { custody, bodies, clock } = aCustody(...losses, silence, silence, silence);

    await Promise.all(losses.map(() => custody.take(body, signal)));
    await clock.advance(10_000);

    expect(bodies).toHaveLength(7);
  });

  it.each(["the signal", "closing"])("ends all by %s, and leaves no timer", async (means) => {
    const { custody, clock } = aCustody(ending("lost"), refused("unavailable"));
    const calledOff = new AbortController();
    const confirmation = confirmationOf(await custody.take(body, calledOff.signal));
    await settle();

    if (means === "closing") custody.close();
    else calledOff.abort();

    expect(await confirmation).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it("has room again after what did not need it, and after what ended", async () => {
    const { custody, clock } = aCustody(
      refused("unavailable"),
      ending("confirmed"),
      ending("confirmed"),
    );

    await custody.take(body, signal);
    await confirmationOf(await custody.take(body, signal));
    const third = await custody.take(body, signal);

    expect(third.kind).toBe("kept");
    expect(clock.pending).toBe(0);
  });

  it("says how long it waited for room", async () => {
    const stored = Promise.withResolvers<Outcome>();
    const { custody, clock } = aCustody(ending(stored.promise), ending("confirmed"));
    const first = await custody.take(body, signal);

    const second = custody.take(body, signal);
    await clock.advance(10_000);
    stored.resolve("confirmed");

    expect([first, await second]).toMatchObject([{ waitedMs: 0 }, { waitedMs: 10_000 }]);
  });

  it("sends nothing that is called off while it waits for room", async () => {
    const { custody, bodies } = aCustody(ending(new Promise(() => {})));
    const calledOff = new AbortController();
    await custody.take(body, signal);

    const second = custody.take(body, calledOff.signal);
    calledOff.abort();

    expect(await second).toMatchObject({ trouble: { kind: "aborted" } });
    expect(bodies).toHaveLength(1);
  });
});

function ending(outcome: Outcome | Promise<Outcome>): Sent {
  return { kind: "taken", outcome: Promise.resolve(outcome) };
}

function refused(kind: Trouble["kind"], more: Partial<Trouble> = {}): Sent {
  return { kind: "refused", trouble: { kind, message: "no", ...more } };
}

function confirmationOf(taken: Taken): Promise<boolean> {
  if (taken.kind !== "kept") throw new Error(`Nothing was kept: ${taken.kind}`);
  return taken.confirmation;
}

/** What it sends comes to these ends in turn. There is room for one body, or five of some tests. */
function aCustody(...ends: (Sent | Promise<Sent>)[]) {
  const clock = new ManualClock();
  const bodies: Buffer[] = [];
  const released: Buffer[] = [];
  const attempts: (Trouble | undefined)[] = [];
  const custody = new Custody({
    clock,
    backoff: { initialMs: 500, maxMs: 5000 },
    resendsAtOnce: 2,
    maxBytes: ends.length > 5 ? 100_000 : 1,
    async send(sent) {
      bodies.push(sent);
      const end = await ends.shift();
      if (end === undefined) throw new Error("Sent more often than the test says");
      return end;
    },
    release: (given: Buffer) => released.push(given),
    onAttempt: (trouble) => attempts.push(trouble),
  });
  return { custody, clock, bodies, released, attempts };
}
