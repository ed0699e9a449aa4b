/**
 * Indexer acknowledgment of one channel. A request that was taken gets a number; the collector tells once that its
 * events are stored, and then forgets the number. Any other answer means "not yet" or "never heard of it", so an
 * answer that was lost, a restart and a collector behind a load balancer that has changed all show as silence: what is
 * not confirmed in time is lost and must be sent again. A collector that has restarted counts from 0 again; then one
 * request could pass for another, so a number that comes twice ends the channel, and all that is pending is lost.
 */
import { isJsonObject } from "../../event.ts";
import { sleep, type Clock } from "../../runtime/clock.ts";
import type { Answer } from "../http/answer.ts";

export type AckOutcome = "acknowledged" | "lost" | "aborted";

export type AckAnswer =
  | { readonly kind: "told"; readonly confirmed: readonly number[] }
  /** Nothing is known; the same is asked again. */
  | { readonly kind: "unanswered" }
  /** The collector knows no such channel, or it is another collector. */
  | { readonly kind: "over" };

export interface AckOptions {
  readonly clock: Clock;
  /** From one question to the next; each is about all that is pending. */
  readonly everyMs: number;
  readonly patienceMs: number;
  /** The signal is aborted as soon as nobody waits for the answer. */
  readonly ask: (ackIds: readonly number[], signal: AbortSignal) => Promise<AckAnswer>;
}

/** What the ack endpoint says. Only a plain `true` confirms. */
export function readAcks({ status, text }: Pick<Answer, "status" | "text">): AckAnswer {
  const answer = parse(text);
  const code = answer?.["code"];
  if (status === 400 && typeof code === "number" && channelGone.has(code)) return { kind: "over" };
  const acks = answer?.["acks"];
  if (status !== 200 || !isJsonObject(acks)) return { kind: "unanswered" };
  const confirmed = Object.keys(acks).filter(
    (ackId) => acks[ackId] === true && /^\d+$/.test(ackId),
  );
  return { kind: "told", confirmed: confirmed.map(Number) };
}

interface Pending {
  readonly lostAt: number;
  readonly settle: (outcome: AckOutcome) => void;
  readonly fail: (error: unknown) => void;
}

export class AckChannel {
  readonly #options: AckOptions;
  readonly #given = new Set<number>();
  readonly #pending = new Map<number, Pending>();
  #needed = new AbortController();
  /** Never rejects: a failure is for those who wait. */
  #asking: Promise<void> | undefined;
  #over = false;

  constructor(options: AckOptions) {
    this.#options = options;
  }

  /** No further request may use the channel: it has ended, or has given out so many numbers that they are not kept longer. */
  get spent(): boolean {
    return this.#over || this.#given.size >= mostNumbers;
  }

  /** Resolves when it is known what became of a request, or nobody will ever know. Fails only if asking does. */
  async wait(ackId: number, signal: AbortSignal): Promise<AckOutcome> {
    if (this.#given.has(ackId)) this.#end();
    if (this.#over) return "lost";
    this.#given.add(ackId);
    if (signal.aborted) return "aborted";
    const { promise, resolve, reject } = Promise.withResolvers<AckOutcome>();
    const aborted = () => this.#settle(ackId, "aborted");
    signal.addEventListener("abort", aborted);
    const lostAt = this.#options.clock.monotonic() + this.#options.patienceMs;
    this.#pending.set(ackId, { lostAt, settle: resolve, fail: reject });
    if (this.#asking === undefined) this.#asking = this.#askOnAndOn();
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", aborted);
    }
  }

  /** Goes on for as long as anybody waits. */
  async #askOnAndOn(): Promise<void> {
    try {
      while (this.#pending.size > 0) await this.#askOnce();
    } catch (error) {
      for (const { fail } of this.#pending.values()) fail(error);
      this.#pending.clear();
    } finally {
      this.#asking = undefined;
    }
  }

  async #askOnce(): Promise<void> {
    const { ask, clock, everyMs } = this.#options;
    this.#needed = new AbortController();
    const { signal } = this.#needed;
    if (!(await sleep(clock, everyMs, signal))) return;
    const answer = await ask([...this.#pending.keys()], signal);
    if (answer.kind === "over") return this.#end();
    if (answer.kind === "told")
      for (const ackId of answer.confirmed) this.#settle(ackId, "acknowledged");
    const now = clock.monotonic();
    for (const [ackId, { lostAt }] of this.#pending) if (lostAt <= now) this.#settle(ackId, "lost");
  }

  #end(): void {
    this.#over = true;
    for (const ackId of this.#pending.keys()) this.#settle(ackId, "lost");
  }

  #settle(ackId: number, outcome: AckOutcome): void {
    this.#pending.get(ackId)?.settle(outcome);
    this.#pending.delete(ackId);
    if (this.#pending.size === 0) this.#needed.abort();
  }
}

/** Of one channel; a set that only grows would be a leak. */
const mostNumbers = 10_000;

/** 10 and 11: the channel is missing or invalid. */
const channelGone: ReadonlySet<number> = new Set([10, 11]);

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return isJsonObject(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}
