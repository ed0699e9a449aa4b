import { backoffMs, type Backoff } from "../runtime/backoff.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import type { Trouble, TroubleKind } from "./destination.ts";
import { Room } from "./room.ts";

/** What became of what was sent once. */
export type Sent =
  | {
      readonly kind: "taken";
      /** Absent where it is final. */
      readonly outcome?: Promise<Outcome>;
    }
  | { readonly kind: "refused"; readonly trouble: Trouble };

/** What became in the end of what was taken. */
export type Outcome = "confirmed" | "lost" | "aborted";

export interface CustodyOptions<Body> {
  readonly clock: Clock;
  readonly backoff: Backoff;
  /** Most bytes of bodies at once; one alone may be larger. */
  readonly maxBytes: number;
  /** How many may be sent again at the same time. */
  readonly resendsAtOnce: number;
  readonly send: (body: Body, signal: AbortSignal) => Promise<Sent>;
  /** Told of a body that was sent once only, when nobody will read it any more. */
  readonly release?: (body: Body) => void;
  /** Told of each attempt to send again what was lost. */
  readonly onAttempt: (trouble: Trouble | undefined) => void;
}

export type Taken =
  | Sent
  | {
      readonly kind: "kept";
      readonly confirmation: Promise<boolean>;
      /** For room, before it was sent. */
      readonly waitedMs: number;
    };

/**
 * Keeps what was sent until it is confirmed that the destination has its events for good, and sends it again, without
 * end, when it is not. Only the bytes are kept: events with their records are larger. There is room for so many, and who
 * wants to send more waits: that is the backpressure of a destination that confirms slowly.
 */
export class Custody<Body extends { readonly length: number } = Buffer> {
  readonly #options: CustodyOptions<Body>;
  readonly #room: Room;
  readonly #resends: Room;
  readonly #closed = new AbortController();

  constructor(options: CustodyOptions<Body>) {
    this.#options = options;
    this.#room = new Room(options.maxBytes);
    this.#resends = new Room(options.resendsAtOnce);
  }

  /** Sends once, as soon as there is room. What is kept then outlives the call, so the body must own its memory. */
  async take(body: Body, signal: AbortSignal): Promise<Taken> {
    const { clock } = this.#options;
    const bytes = body.length + bookkeepingBytes;
    const startedAt = clock.monotonic();
    if (!(await this.#room.take(bytes, signal))) return calledOff;
    const waitedMs = clock.monotonic() - startedAt;
    let isKept = false;
    try {
      const sent = await this.#options.send(body, signal);
      if (sent.kind === "refused" || sent.outcome === undefined) return sent;
      isKept = true;
      const confirmation = this.#keep(body, sent.outcome, signal);
      return { kind: "kept", confirmation, waitedMs };
    } finally {
      if (!isKept) this.#room.give(bytes);
    }
  }

  /** What is kept then is not confirmed any more. */
  close(): void {
    this.#closed.abort();
  }

  async #keep(body: Body, first: Promise<Outcome>, signal: AbortSignal): Promise<boolean> {
    try {
      if ((await first) !== "confirmed") return await this.#insist(body, signal);
      this.#options.release?.(body);
      return true;
    } finally {
      this.#room.give(body.length + bookkeepingBytes);
    }
  }

  async #insist(body: Body, signal: AbortSignal): Promise<boolean> {
    const stop = new AbortController();
    const abort = () => stop.abort();
    const causes = [signal, this.#closed.signal];
    if (causes.some(({ aborted }) => aborted)) return false;
    for (const cause of causes) cause.addEventListener("abort", abort);
    try {
      return await this.#sendOnAndOn(body, stop.signal);
    } finally {
      for (const cause of causes) cause.removeEventListener("abort", abort);
    }
  }

  async #sendOnAndOn(body: Body, signal: AbortSignal): Promise<boolean> {
    const { backoff, clock } = this.#options;
    let askedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const waitMs = Math.max(askedMs, backoffMs(backoff, attempt));
      if (!(await sleep(clock, waitMs, signal))) return false;
      const sent = await this.#sendInTurn(body, signal);
      if (sent.kind === "refused") {
        if (refusedForGood.has(sent.trouble.kind)) return false;
        askedMs = Math.min(sent.trouble.retryAfterMs ?? 0, longestRetryAfterMs);
        continue;
      }
      askedMs = 0;
      if (sent.outcome === undefined || (await sent.outcome) === "confirmed") return true;
    }
  }

  async #sendInTurn(body: Body, signal: AbortSignal): Promise<Sent> {
    if (!(await this.#resends.take(1, signal))) return calledOff;
    try {
      const sent = await this.#options.send(body, signal);
      if (sent.kind === "taken") this.#options.onAttempt(undefined);
      else if (sent.trouble.kind !== "aborted") this.#options.onAttempt(sent.trouble);
      return sent;
    } finally {
      this.#resends.give(1);
    }
  }
}

const calledOff: Sent = {
  kind: "refused",
  trouble: { kind: "aborted", message: "Called off before it was sent" },
};

const longestRetryAfterMs = 300_000;

/** What a small body takes besides its bytes. */
const bookkeepingBytes = 2048;

/** It is the events that are not taken: they come again from the queue, and the bad ones are found by splitting. */
const refusedForGood: ReadonlySet<TroubleKind> = new Set(["too_large", "malformed"]);
