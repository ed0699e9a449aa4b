import type { ObjectReference, Settlement } from "../event.ts";

/** Where work comes from. Pull-based: nothing is received until the consumer asks for the next. */
export interface Source {
  readonly name: string;
  /** Ends soon after `stopping` is aborted. Errors of the queue are retried inside, never thrown. */
  notifications(stopping: AbortSignal): AsyncIterable<Notification>;
  /** Waits until every notification that was handed out is settled with the queue. */
  settled(): Promise<void>;
}

/** One understood queue message, claimed by this process until it is settled. */
export interface Notification {
  readonly id: string;
  readonly objects: readonly ObjectReference[];
  /** How often the queue has handed this message out, this time included. */
  readonly receiveCount: number;
  /** Aborted when the claim is lost, its time is over or the process ends at once: work for it is in vain from then on. */
  readonly lost: AbortSignal;
  /** Call exactly once. */
  settle(settlement: Settlement): void;
}
