import { createReceipt } from "../acknowledge/receipt.ts";
import type { Bury } from "../deliver/dead-letter/bury.ts";
import type { StoredLetter } from "../deliver/dead-letter/entry.ts";
import type { Lane } from "../deliver/lane.ts";
import { TrailRecord, type Rejection } from "../event.ts";
import type { Encode } from "../normalize/encode.ts";
import type { Pace } from "./pace.ts";

/** Sends letters through the lanes that the daemon sends records through. */
export interface Forwarder {
  /** Resolves when each has ended, in their order. */
  forward(letters: readonly Addressed[], stopping: AbortSignal): Promise<readonly Outcome[]>;
}

export interface Addressed {
  readonly letter: StoredLetter;
  /** Name of the destination that gets it. */
  readonly to: string;
}

/**
 * `delivered`: the destination has it for good. `refused`: it will not take it, as before. `filtered`: the
 * operator's filter leaves it out. `unsent`: the replay stopped first, or nothing confirmed the delivery.
 */
export type Outcome =
  | { readonly kind: "delivered" | "filtered" | "unsent" | "unknown destination" }
  | { readonly kind: "refused"; readonly reason: string; readonly message: string };

export interface Address {
  readonly encode: Encode;
  /** Of a required destination: another one drops what it has no room for, and tells nobody. */
  readonly lane: Pick<Lane, "add" | "drain" | "reject" | "wants">;
}

export interface ForwarderOptions {
  /** By the name of the destination. */
  readonly addresses: ReadonlyMap<string, Address>;
  readonly refusals: Refusals;
  readonly pace: Pace;
}

export function createForwarder({ addresses, refusals, pace }: ForwarderOptions): Forwarder {
  const send = async ({ encode, lane }: Address, letter: StoredLetter) => {
    let outcome: Outcome = { kind: "unsent" };
    const receipt = createReceipt((settlement) => {
      outcome = settlement.kind === "delete" ? { kind: "delivered" } : refusals.take(record);
    });
    const { object, notificationId } = letter;
    const record = new TrailRecord(
      letter.record,
      { object, notificationId, receipt },
      letter.index,
    );
    if (!lane.wants(record)) return () => ({ kind: "filtered" }) as const;
    const encoded = encode(record);
    record.forget();
    if ("body" in encoded) await lane.add([encoded]);
    else await lane.reject([encoded]);
    receipt.complete(1);
    return () => outcome;
  };

  return {
    async forward(letters, stopping) {
      const ends: (() => Outcome)[] = [];
      for (const { letter, to } of letters) {
        const address = addresses.get(to);
        if (address === undefined) ends.push(() => ({ kind: "unknown destination" }));
        else if (await pace(stopping)) ends.push(await send(address, letter));
        else ends.push(() => ({ kind: "unsent" }));
      }
      await Promise.all([...addresses.values()].map(({ lane }) => lane.drain()));
      return ends.map((outcome) => outcome());
    },
  };
}

/** Takes the place of the dead letter: what is refused again stays where it lies, and is not written a second time. */
export class Refusals {
  readonly #refused = new Map<TrailRecord, Rejection>();

  readonly bury: Bury = (_destination, rejections) => {
    for (const rejection of rejections) this.#refused.set(rejection.record, rejection);
    return Promise.resolve(false);
  };

  /** Why a letter was not delivered. */
  take(record: TrailRecord): Outcome {
    const refusal = this.#refused.get(record);
    this.#refused.delete(record);
    if (refusal === undefined) return { kind: "unsent" };
    return { kind: "refused", reason: refusal.reason, message: refusal.message };
  }
}
