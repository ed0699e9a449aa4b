import type { Settlement } from "../event.ts";
import type { Health } from "../observe/health.ts";
import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Pulse } from "../observe/pulse.ts";
import type { Seldom } from "../observe/seldom.ts";
import type { Clock } from "../runtime/clock.ts";
import { Tasks } from "../runtime/tasks.ts";
import { keepDelaySeconds, releaseDelaySeconds } from "./delay.ts";
import { Extending } from "./extend.ts";
import { Leases, type Lease } from "./lease.ts";
import { understand } from "./notification/understand.ts";
import { watchQueue } from "./queue-depth.ts";
import { Queue, type QueueMessage, type SqsSender } from "./queue.ts";
import { Receiving } from "./receive.ts";
import { Settling } from "./settle.ts";
import type { Notification, Source } from "./source.ts";
import { Trouble } from "./trouble.ts";

export interface SqsSourceOptions {
  readonly name: string;
  readonly queueUrl: string;
  /** For how long a message stays hidden unless it is extended, which happens three times in that time. */
  readonly visibilitySeconds: number;
  /** Claims at once. Nothing is received while there are as many. */
  readonly maxMessages: number;
  /** Of one long poll; SQS allows up to 20. */
  readonly waitSeconds: number;
  readonly receiving: SqsSender;
  readonly settling: SqsSender;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly pulse: Pulse;
  readonly seldom: Seldom;
  /** Aborted when the grace of a shutdown is over: everything is given back at once, and nothing waits any longer. */
  readonly abandoned: AbortSignal;
  /** Gets what is thrown where nothing should be. */
  readonly onBug: (error: unknown) => void;
}

export function createSqsSource(options: SqsSourceOptions): Source {
  return new SqsSource(options);
}

class SqsSource implements Source {
  readonly name: string;
  readonly #options: SqsSourceOptions;
  readonly #queue: Queue;
  readonly #leases: Leases;
  readonly #receiving: Receiving;
  readonly #extending: Extending;
  readonly #settling: Settling;
  #stopping: AbortSignal | undefined;

  constructor(options: SqsSourceOptions) {
    const { name, clock, abandoned, onBug } = options;
    this.name = name;
    this.#options = options;
    const queue = new Queue(options);
    const tasks = new Tasks(onBug);
    const leases = new Leases({ ...options, source: name, onTick: (open) => this.#tick(open) });
    const trouble = (component: string, action: string) =>
      new Trouble({ ...options, source: name, component, action });
    const hideTrouble = trouble(`source ${name} visibility`, "sqs:ChangeMessageVisibility");
    const shared = { ...options, source: name, queue, leases, tasks };
    this.#queue = queue;
    this.#leases = leases;
    this.#receiving = new Receiving({
      ...shared,
      trouble: trouble(`source ${name}`, "sqs:ReceiveMessage"),
    });
    this.#extending = new Extending({ ...shared, trouble: hideTrouble });
    this.#settling = new Settling({
      queue,
      leases,
      tasks,
      clock,
      abandoned,
      hideTrouble,
      deleteTrouble: trouble(`source ${name} deletes`, "sqs:DeleteMessage"),
    });
    abandoned.addEventListener("abort", () => this.#abandon(), { once: true });
  }

  async *notifications(stopping: AbortSignal): AsyncGenerator<Notification, void, undefined> {
    this.#stopping = stopping;
    const unread: Notification[] = [];
    const giveBack = () => {
      for (const notification of unread.splice(0))
        notification.settle({ kind: "release", reason: "draining" });
    };
    const ended = new AbortController();
    const watched = watchQueue(
      { ...this.#options, source: this.name, queue: this.#queue },
      ended.signal,
    );
    stopping.addEventListener("abort", giveBack);
    try {
      while (await this.#leases.atMost(this.#options.maxMessages - 1, stopping)) {
        const room = this.#options.maxMessages - this.#leases.size;
        const messages = await this.#receiving.receive(room, stopping);
        unread.push(...messages.flatMap((message) => this.#claim(message)));
        if (stopping.aborted) giveBack();
        for (let next = unread.shift(); next !== undefined; next = unread.shift()) yield next;
      }
    } finally {
      stopping.removeEventListener("abort", giveBack);
      giveBack();
      ended.abort();
      await watched;
    }
  }

  async settled(): Promise<void> {
    await this.#leases.atMost(0, new AbortController().signal);
  }

  /** Claims the message. Noise and what is not understood end here, so that they wait for nobody. */
  #claim(message: QueueMessage): Notification[] {
    const { metrics } = this.#options;
    const lease = this.#leases.take(message);
    const understood = understand(message.body);
    metrics.messagesReceived.inc({ source: this.name, shape: understood.shape });
    if (understood.kind === "objects") return [this.#notification(lease, understood.objects)];
    if (understood.kind === "noise") {
      metrics.messagesNoise.inc({ source: this.name, kind: understood.noise });
      this.#settle(lease, { kind: "delete" });
    } else {
      this.#tellUnknown(message, understood);
      this.#settle(lease, { kind: "keep", reason: "not_understood" });
    }
    return [];
  }

  #notification(lease: Lease, objects: Notification["objects"]): Notification {
    return {
      id: lease.message.id,
      objects,
      receiveCount: lease.message.receiveCount,
      lost: lease.lost,
      settle: (settlement) => this.#settle(lease, settlement),
    };
  }

  /** Does nothing for a claim that has ended: its holder may not have heard of that yet. */
  #settle(lease: Lease, settlement: Settlement): void {
    const { receiveCount } = lease.message;
    switch (settlement.kind) {
      case "delete":
        return this.#settling.delete(lease);
      case "keep":
        return this.#settling.hide(lease, "kept", keepDelaySeconds(receiveCount));
      case "release": {
        const atOnce = settlement.reason === "draining" || this.#stopping?.aborted === true;
        const seconds = atOnce ? 0 : releaseDelaySeconds(receiveCount);
        return this.#settling.hide(lease, "released", seconds);
      }
    }
  }

  #tellUnknown(message: QueueMessage, why: { readonly reason: string; readonly hint: string }) {
    const { metrics, log, seldom } = this.#options;
    const { reason, hint } = why;
    metrics.messagesNotUnderstood.inc({ source: this.name, reason });
    const line = seldom(`not_understood ${this.name} ${reason}`);
    if (line === undefined) return;
    const { id, receiveCount } = message;
    log.warn(
      { source: this.name, reason, message: id, receiveCount, advice: hint, ...line },
      "Kept a message that was not understood; the queue's redrive policy decides about it",
    );
  }

  #tick(open: readonly Lease[]): void {
    const now = this.#options.clock.monotonic();
    for (const lease of open) if (lease.isOverCeiling(now)) this.#expire(lease);
    this.#extending.extend(open);
  }

  /** The queue grants no more time: the message goes back while it can still be done in order. */
  #expire(lease: Lease): void {
    if (lease.phase !== "held") return;
    const { id, receiveCount } = lease.message;
    this.#options.log.warn(
      { source: this.name, message: id, receiveCount, reason: "lease_expired" },
      "Released a message that was worked on for almost 12 hours, the longest that SQS allows",
    );
    lease.lose();
    this.#settling.hide(lease, "released", 0);
  }

  #abandon(): void {
    for (const lease of this.#leases.held) {
      lease.lose();
      this.#settling.hide(lease, "released", 0);
    }
    this.#settling.flush();
  }
}
