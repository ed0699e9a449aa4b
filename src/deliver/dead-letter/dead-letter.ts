import type { Rejection } from "../../event.ts";

/** Where rejected records go. A stored letter completes the claim on its record, so it must survive a crash. */
export interface DeadLetter {
  /** All or nothing. Never throws for I/O: a letter that can't be stored makes its message go back to the queue. */
  store(letters: readonly Letter[], signal: AbortSignal): Promise<Stored>;
  /** No `store` is running when it is called. */
  close(): Promise<void>;
}

export type Stored =
  | { readonly kind: "ok" }
  /** For the log and `/readyz`: what failed, on what, and what to do. */
  | { readonly kind: "failed"; readonly message: string };

/** A rejected record with all that is needed to understand why, and to send it again. */
export interface Letter extends Rejection {
  readonly destination: string;
  /** How often the record was sent, as part of any batch. */
  readonly attempts: number;
  /** When it was given up, in milliseconds since the epoch. */
  readonly time: number;
  /** Of this program. */
  readonly version: string;
}
