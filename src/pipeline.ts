/**
 * The whole program in one sentence: source → decode → normalize → batch → deliver → acknowledge.
 * This file and `forward.ts`, the journey of one object, are the only ones that know several stages. Backpressure is the
 * `await` on a lane: while it waits, the object's body waits, the reading slot stays taken, and the source is not asked.
 */
import { createReceipt } from "./acknowledge/receipt.ts";
import { release } from "./decode/failure.ts";
import type { Lane } from "./deliver/lane.ts";
import { forwardObject, type ForwardOptions, type Route } from "./forward.ts";
import type { Quiet } from "./runtime/quiet.ts";
import type { Slots } from "./runtime/slots.ts";
import { Tasks } from "./runtime/tasks.ts";
import type { Notification } from "./source/source.ts";

export interface PipelineOptions extends ForwardOptions {
  readonly routes: readonly Route[];
  /** How many objects are read at once, over all sources: each holds a few hundred KiB. */
  readonly reading: Slots;
  /** Lasts while no object is read. */
  readonly quiet: Quiet;
  /** Something threw that never should: the process must end, but in order. */
  readonly onBug: (error: unknown) => void;
}

export interface Signals {
  /** Take nothing new, and end what was begun. */
  readonly stopping: AbortSignal;
  /** The grace is over: end at once, and give everything back. */
  readonly abandoned: AbortSignal;
}

/** Ends when `stopping` is aborted and everything that was begun has ended and is settled with the queues. */
export async function runPipeline(options: PipelineOptions, signals: Signals): Promise<void> {
  const reads = new Tasks(options.onBug);
  options.quiet.begin();
  try {
    await Promise.all(options.routes.map((route) => pull(route, reads, options, signals)));
    await reads.drain();
    await Promise.all(allLanes(options).map((lane) => lane.drain()));
    await Promise.all(options.routes.map((route) => route.source.settled()));
  } finally {
    options.quiet.end();
  }
}

/** Asks the source for the next notification only when the one before has a slot to be read in. */
async function pull(
  route: Route,
  reads: Tasks,
  options: PipelineOptions,
  signals: Signals,
): Promise<void> {
  const { reading, quiet } = options;
  for await (const notification of route.source.notifications(signals.stopping)) {
    await reading.take();
    quiet.end();
    reads.start(async () => {
      try {
        await forward(notification, route, options, signals);
      } finally {
        reading.give();
        if (reads.size === 1) rest(options);
      }
    });
  }
  if (!signals.stopping.aborted) throw new Error(`Source ${route.source.name} ended by itself`);
}

/** The last read has ended, so nothing more is coming soon: what waits for company goes now. */
function rest(options: PipelineOptions): void {
  for (const lane of allLanes(options)) lane.flush();
  options.quiet.begin();
}

function allLanes(options: PipelineOptions): Lane[] {
  return options.outlets.flatMap((outlet) => outlet.lanes);
}

/** Reads the objects of one notification, one after the other, and settles it when the last of their records has ended. */
async function forward(
  notification: Notification,
  route: Route,
  options: PipelineOptions,
  signals: Signals,
): Promise<void> {
  const delivered = new Map<string, number>();
  const receipt = createReceipt((settlement) => {
    if (settlement.kind !== "delete") {
      for (const [object, elements] of delivered) options.progress.remember(object, elements);
    }
    notification.settle(settlement);
  });
  const signal = notification.lost;
  for (const object of notification.objects) {
    receipt.hold(1);
    if (signals.stopping.aborted) receipt.fail(release("draining"), 1);
    else await forwardObject({ object, notification, route, receipt, delivered, signal }, options);
  }
  receipt.complete(1);
}
