import type { KeepReason, ReleaseReason, Settlement } from "../event.ts";

export type Unfinished = Exclude<Settlement, { kind: "delete" }>;

/**
 * An object, or the rest of it, can't be read. Thrown after everything readable was handed on; it says how the
 * claim on the object's message ends, and why in words for the log (no secrets, nothing of the content).
 */
export class ObjectFailure extends Error {
  override readonly name = "ObjectFailure";
  readonly settlement: Unfinished;
  /** Where reading went wrong: the byte in the uncompressed text. */
  readonly offset: number | undefined;

  constructor(
    settlement: Unfinished,
    message: string,
    options: { readonly offset?: number; readonly cause?: unknown } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.settlement = settlement;
    this.offset = options.offset;
  }
}

export function keep(reason: KeepReason): Unfinished {
  return { kind: "keep", reason };
}

export function release(reason: ReleaseReason): Unfinished {
  return { kind: "release", reason };
}
