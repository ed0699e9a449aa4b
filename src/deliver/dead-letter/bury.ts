import type { Rejection } from "../../event.ts";
import type { Health } from "../../observe/health.ts";
import type { Logger } from "../../observe/logger.ts";
import type { Seldom } from "../../observe/seldom.ts";
import type { Clock } from "../../runtime/clock.ts";
import { withinDeadline } from "../../runtime/deadline.ts";
import type { DeadLetter, Letter, Stored } from "./dead-letter.ts";

/** Stores rejected records. False when they could not be stored: nobody has them then, and their claims must not be completed. */
export type Bury = (destination: string, rejections: readonly Rejection[]) => Promise<boolean>;

export interface BuryOptions {
  /** Undefined where the operator set none up. */
  readonly deadLetter: DeadLetter | undefined;
  readonly version: string;
  readonly clock: Clock;
  readonly health: Health;
  readonly log: Logger;
  readonly seldom: Seldom;
  readonly abandoned: AbortSignal;
}

/** A file system that hangs must not keep claims for ever: nobody would hear of it. */
const patienceMs = 30_000;

export function createBury(options: BuryOptions): Bury {
  const { deadLetter, version, clock, health, log, seldom, abandoned } = options;

  const storeInTime = async (store: DeadLetter, letters: readonly Letter[]): Promise<Stored> => {
    const deadline = { clock, ms: patienceMs, signal: abandoned };
    const stored = await withinDeadline(deadline, (signal) => store.store(letters, signal));
    if (stored === "aborted") return { kind: "failed", message: "Storing was called off" };
    if (stored !== "timeout") return stored;
    return { kind: "failed", message: `Storing took longer than ${patienceMs / 1000} s` };
  };

  return async (destination, rejections) => {
    const [first] = rejections;
    if (first === undefined) return true;
    const sample = {
      destination,
      records: rejections.length,
      reason: first.reason,
      message: first.message,
    };
    if (deadLetter === undefined) {
      const due = seldom(`no dead letter ${destination}`);
      if (due)
        log.error(
          { ...sample, ...due },
          "Records were rejected and given back: configure dead_letter to get past them",
        );
      return false;
    }
    const letters = rejections.map((rejection) => ({
      ...rejection,
      attempts: rejection.attempts ?? 0,
      destination,
      time: clock.now(),
      version,
    }));
    const stored = await storeInTime(deadLetter, letters);
    if (stored.kind === "failed") {
      health.unwell("dead letter", stored.message);
      log.error({ ...sample, cause: stored.message }, "Dead letters could not be stored");
      return false;
    }
    health.well("dead letter");
    const due = seldom(`dead letter ${destination} ${first.reason}`);
    if (due) log.warn({ ...sample, ...due }, "Records were rejected and stored as dead letters");
    return true;
  };
}
