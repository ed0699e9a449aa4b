import type { Metrics } from "../observe/metrics.ts";
import type { Clock } from "../runtime/clock.ts";
import type { QueueMessage } from "./queue.ts";

/** How a claim ended. `lost`: the queue hands the message out again, when its visibility timeout is over at the latest. */
export type Outcome = "deleted" | "released" | "kept" | "lost";

/** SQS hides a received message for no longer than this in all, however often the claim is extended. */
const ceilingSeconds = 12 * 60 * 60;
/** Our clock starts after the queue's, and asking for more than what is left is an error. */
const marginSeconds = 60;
/** When a claim is given up, with time left to hand the message to somebody else in order. */
const givenUpAfterMs = 11.5 * 60 * 60 * 1000;

/**
 * The claim on one receive of a message. It is `held` while somebody works on the message; then `deleting`
 * or `hiding` (released or kept), until the queue has confirmed that or it is given up: `ended`.
 */
export class Lease {
  readonly message: QueueMessage;
  phase: "held" | "deleting" | "hiding" | "ended" = "held";
  /** When the message shows up again unless the claim is extended, as far as the queue has confirmed. */
  hiddenUntil: number;
  /** The extension that is on its way: a release that overtook it would be undone. */
  extending: Promise<void> | undefined;
  readonly #takenAt: number;
  readonly #lost = new AbortController();

  constructor(message: QueueMessage, takenAt: number, hiddenUntil: number) {
    this.message = message;
    this.#takenAt = takenAt;
    this.hiddenUntil = hiddenUntil;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Tells the holder that its work is in vain. */
  lose(): void {
    this.#lost.abort();
  }

  ageMs(now: number): number {
    return now - this.#takenAt;
  }

  isOverCeiling(now: number): boolean {
    return this.ageMs(now) >= givenUpAfterMs;
  }

  /** The part of `seconds` that the queue still grants. */
  grantedSeconds(seconds: number, now: number): number {
    const left = ceilingSeconds - marginSeconds - Math.ceil(this.ageMs(now) / 1000);
    return Math.max(0, Math.min(seconds, left));
  }

  /** No answer of the queue can change anything any more. */
  isOver(now: number): boolean {
    return this.phase === "hiding"
      ? now >= this.hiddenUntil
      : this.ageMs(now) >= ceilingSeconds * 1000;
  }
}

export interface LeasesOptions {
  readonly source: string;
  readonly visibilitySeconds: number;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Called again and again while any claim is open, three times within each visibility timeout. */
  readonly onTick: (open: readonly Lease[]) => void;
}

/** A little less than a third, so that the third attempt to extend a claim still comes in time. */
const tickShare = 0.3;
/** Also how exactly the 12-hour ceiling is kept, where the visibility timeout is long. */
const longestTickMs = 5 * 60 * 1000;

/** The claims that have not ended. Two receives of one message are two claims. */
export class Leases {
  readonly #options: LeasesOptions;
  readonly #open = new Set<Lease>();
  readonly #waiting = new Set<() => void>();
  #cancelTick: (() => void) | undefined;

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Those that somebody still works on. */
  get held(): readonly Lease[] {
    return [...this.#open].filter(({ phase }) => phase === "held");
  }

  /** The claim counts from the moment of receipt; the tick extends it from now on. */
  take(message: QueueMessage): Lease {
    const { clock, visibilitySeconds } = this.#options;
    const now = clock.monotonic();
    const lease = new Lease(message, now, now + visibilitySeconds * 1000);
    this.#open.add(lease);
    this.#cancelTick ??= this.#scheduleTick();
    this.#show();
    return lease;
  }

  end(lease: Lease, outcome: Outcome): void {
    if (lease.phase === "ended") return;
    lease.phase = "ended";
    this.#open.delete(lease);
    this.#options.metrics.messagesSettled.inc({ source: this.#options.source, outcome });
    this.#show();
    if (this.#open.size === 0) {
      this.#cancelTick?.();
      this.#cancelTick = undefined;
    }
    for (const wake of this.#waiting) wake();
  }

  /** Waits until at most `count` claims are open. Resolves to false as soon as the signal is aborted. */
  async atMost(count: number, signal: AbortSignal): Promise<boolean> {
    while (this.#open.size > count && !signal.aborted) await this.#nextEnd(signal);
    return !signal.aborted;
  }

  #nextEnd(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake);
    });
  }

  #scheduleTick(): () => void {
    const { clock, visibilitySeconds, onTick } = this.#options;
    const everyMs = Math.min(longestTickMs, visibilitySeconds * 1000 * tickShare);
    return clock.schedule(everyMs, () => {
      this.#cancelTick = this.#scheduleTick();
      this.#show();
      onTick([...this.#open]);
    });
  }

  #show(): void {
    const { source, clock, metrics } = this.#options;
    const [oldest] = this.#open;
    metrics.messagesInFlight.set({ source }, this.#open.size);
    metrics.oldestUnsettled.set({ source }, (oldest?.ageMs(clock.monotonic()) ?? 0) / 1000);
  }
}
