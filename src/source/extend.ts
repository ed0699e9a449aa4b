import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Seldom } from "../observe/seldom.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Tasks } from "../runtime/tasks.ts";
import { isGone } from "./diagnosis.ts";
import type { Lease, Leases } from "./lease.ts";
import { batchLimit, type Queue, type Refusal } from "./queue.ts";
import type { Trouble } from "./trouble.ts";

export interface ExtendingOptions {
  readonly source: string;
  readonly visibilitySeconds: number;
  readonly queue: Queue;
  readonly leases: Leases;
  readonly tasks: Tasks;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly seldom: Seldom;
  readonly trouble: Trouble;
  readonly abandoned: AbortSignal;
}

const longestTimeoutMs = 10_000;

/**
 * Keeps messages hidden while they are worked on, and while their delete is not confirmed. An extension that fails
 * is tried again at the next tick; one that the queue refuses because the claim is over ends the claim.
 */
export class Extending {
  readonly #options: ExtendingOptions;
  readonly #timeoutMs: number;

  constructor(options: ExtendingOptions) {
    this.#options = options;
    // Shorter than a tick: a claim whose extension is on its way is not extended again.
    this.#timeoutMs = Math.min(longestTimeoutMs, (options.visibilitySeconds * 1000) / 4);
  }

  extend(open: readonly Lease[]): void {
    const now = this.#options.clock.monotonic();
    const due = open.filter(
      (lease) =>
        (lease.phase === "held" || lease.phase === "deleting") &&
        lease.extending === undefined &&
        !lease.isOverCeiling(now),
    );
    for (let start = 0; start < due.length; start += batchLimit) {
      const batch = due.slice(start, start + batchLimit);
      this.#options.tasks.start(() => this.#batch(batch));
    }
  }

  async #batch(leases: readonly Lease[]): Promise<void> {
    const extending = this.#call(leases);
    for (const lease of leases) lease.extending = extending;
    await extending;
    for (const lease of leases) lease.extending = undefined;
  }

  async #call(leases: readonly Lease[]): Promise<void> {
    const { queue, clock, visibilitySeconds, trouble, abandoned } = this.#options;
    const sentAt = clock.monotonic();
    const entries = leases.map((lease) => ({
      handle: lease.message.handle,
      seconds: lease.grantedSeconds(visibilitySeconds, sentAt),
    }));
    try {
      const refusals = await queue.hide(entries, { timeoutMs: this.#timeoutMs, signal: abandoned });
      for (const [index, lease] of leases.entries()) {
        const refusal = refusals.get(index);
        if (refusal === undefined) this.#extended(lease, sentAt);
        else this.#refused(lease, refusal);
      }
      if ([...refusals.values()].every(({ code }) => isGone(code))) trouble.over();
    } catch (error) {
      if (abandoned.aborted) return;
      trouble.report(error);
      this.#count("failed", leases.length);
    }
  }

  #extended(lease: Lease, sentAt: number): void {
    const seconds = lease.grantedSeconds(this.#options.visibilitySeconds, sentAt);
    lease.hiddenUntil = sentAt + seconds * 1000;
    this.#count("extended", 1);
  }

  #refused(lease: Lease, refusal: Refusal): void {
    if (!isGone(refusal.code)) {
      this.#options.trouble.report(refusal);
      this.#count("failed", 1);
      return;
    }
    this.#count("lost", 1);
    // While a delete is on its way, the answer to that decides: it may have been carried out just now.
    if (lease.phase !== "held") return;
    const { source, log, seldom, leases } = this.#options;
    const line = seldom(`lost ${source}`);
    if (line !== undefined) {
      const { id, receiveCount } = lease.message;
      log.warn(
        { source, message: id, receiveCount, code: refusal.code, ...line },
        "Lost the claim on a message; the queue hands it out again",
      );
    }
    lease.lose();
    leases.end(lease, "lost");
  }

  #count(outcome: "extended" | "failed" | "lost", by: number): void {
    const { metrics, source } = this.#options;
    metrics.visibilityExtensions.inc({ source, outcome }, by);
  }
}
