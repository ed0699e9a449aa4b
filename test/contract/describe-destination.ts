import { describe, expect, it, onTestFinished } from "vitest";
import {
  allDelivered,
  type DeliveryReport,
  type Destination,
} from "../../src/deliver/destination.ts";
import { batchOf, type EncodedEvent } from "../../src/event.ts";
import { idOf, someEvents } from "../support/events.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { situations, type Situation, type SituationName } from "./situations.ts";

/** A destination before a receiver that is about to behave as the situation says. */
export interface Stage {
  readonly destination: Destination;
  readonly clock: ManualClock;
  /** Event ids that the receiver holds, each as often as it holds it. */
  held(): Promise<readonly string[]>;
  /** The receiver took events without saying so, and can't tell when they come again. */
  readonly repeats?: true;
  /** Resolves when the receiver has fallen silent; only where the situation goes on from there. */
  readonly silence?: Promise<void>;
  /** Makes the receiver well again; absent where nothing can, and the next attempt ends as the first. */
  heal?(): Promise<void>;
}

export type Stages = Readonly<Partial<Record<SituationName, () => Promise<Stage>>>>;

/** The promises that every destination keeps, whatever it speaks. Each stage is made anew for each test. */
export function describeDestination(name: string, stages: Stages): void {
  describe(name, () => {
    for (const [situationName, situation] of Object.entries<Situation>(situations)) {
      const makeStage = Object.entries(stages).find(([key]) => key === situationName)?.[1];
      if (makeStage !== undefined) describeSituation(situationName, situation, makeStage);
    }
  });
}

function describeSituation(name: string, situation: Situation, makeStage: () => Promise<Stage>) {
  describe(name, () => {
    it(situation.says, async () => {
      const stage = await made(makeStage);

      const report = await attempt(stage, situation);

      expect(summary(report)).toEqual(expectedSummary(situation));
      expect([undefined, ...(situation.trouble ?? [])]).toContain(report.trouble?.kind);
    });

    it("never calls an event delivered that the receiver does not hold", async () => {
      const stage = await made(makeStage);

      const report = await attempt(stage, situation);

      const named = [...report.retryable, ...report.rejected].map(idOf);
      const delivered = ["a", "b", "c"].filter((id) => !named.includes(id));
      expect(await stage.held()).toEqual(expect.arrayContaining(delivered));
    });

    it("leaves no timer behind", async () => {
      const stage = await made(makeStage);

      await attempt(stage, situation);

      expect(stage.clock.pending).toBe(0);
    });

    it("delivers what was left once the receiver is well, and nothing twice without need", async () => {
      const stage = await made(makeStage);
      const report = await attempt(stage, situation);

      await stage.heal?.();
      const again = await deliver(stage, report.retryable);

      if (stage.heal === undefined) return expect(summary(again)).toEqual(summary(report));

      const rejected = report.rejected.map(idOf);
      expect(again).toMatchObject({ retryable: [], rejected: [] });
      const held = await stage.held();
      expect([...(stage.repeats === true ? new Set(held) : held)].sort()).toEqual(
        ["a", "b", "c"].filter((id) => !rejected.includes(id)),
      );
    });
  });
}

async function made(makeStage: () => Promise<Stage>): Promise<Stage> {
  const stage = await makeStage();
  onTestFinished(() => stage.destination.close());
  return stage;
}

async function attempt(stage: Stage, situation: Situation): Promise<DeliveryReport> {
  const calledOff = new AbortController();
  const report = stage.destination.deliver(batchOf(someEvents("a", "b", "c")), calledOff.signal);
  if (situation.afterSilence !== undefined) {
    await stage.silence;
    if (situation.afterSilence === "abort") calledOff.abort();
    else await stage.clock.advance(60_000);
  }
  return whenConfirmed(await report, stage);
}

async function deliver(stage: Stage, events: readonly EncodedEvent[]): Promise<DeliveryReport> {
  if (events.length === 0) return allDelivered;
  const { signal } = new AbortController();
  return whenConfirmed(await stage.destination.deliver(batchOf(events), signal), stage);
}

/** What was taken counts as delivered once it is confirmed. */
async function whenConfirmed(
  { unconfirmed = [], ...report }: DeliveryReport,
  { clock }: Stage,
): Promise<DeliveryReport> {
  if (unconfirmed.length === 0) return report;
  await clock.advance(10_000);
  const lost: EncodedEvent[] = [];
  for (const { events, confirmation } of unconfirmed)
    if (!(await confirmation)) lost.push(...events);
  return { ...report, retryable: [...report.retryable, ...lost] };
}

function summary({ retryable, rejected, duplicates, trouble }: DeliveryReport) {
  return {
    retryable: retryable.map(idOf),
    rejected: rejected.map(idOf),
    duplicates,
    hasTrouble: trouble !== undefined,
    retryAfterMs: trouble?.retryAfterMs,
  };
}

function expectedSummary(situation: Situation) {
  return {
    retryable: situation.retryable ?? [],
    rejected: situation.rejected ?? [],
    duplicates: situation.duplicates ?? 0,
    hasTrouble: situation.trouble !== undefined,
    retryAfterMs: situation.retryAfterMs,
  };
}
