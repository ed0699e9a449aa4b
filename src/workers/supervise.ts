import type { Logger } from "../observe/logger.ts";
import type { SupervisorMetrics } from "../observe/supervisor-metrics.ts";
import { backoffMs } from "../runtime/backoff.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import type { Shutdown } from "../shutdown.ts";
import type { Crew } from "./crew.ts";
import type { Begin } from "./messages.ts";
import type { Ending, WorkerProcess } from "./worker-process.ts";

export interface SuperviseParts {
  readonly start: (worker: number) => WorkerProcess;
  /** What each worker is told first. */
  readonly order: Begin;
  readonly crew: Crew;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: SupervisorMetrics;
  readonly shutdown: Shutdown;
}

const backoff = { initialMs: 1000, maxMs: 30_000 };
/** Whoever ran for so long did not fail at its start: the next wait is a short one again. */
const wellMs = 60_000;
/** The configuration can't be used. */
const unusable = 2;

/**
 * Keeps workers running until the shutdown, and then until the last has ended. The first is prepared before the others
 * start, so that they find done what is to be done once, as the setup of a server. Returns the exit code: 0 when all
 * ended in order, 1 where one did not, 2 where one could not start at all.
 */
export async function supervise(parts: SuperviseParts): Promise<number> {
  const { order, crew, shutdown } = parts;
  const { stopping, abandoned } = shutdown.signals;
  const stopAll = (why: string) => {
    for (const process of crew.present.values()) process.send({ kind: "stop", why });
  };
  stopping.addEventListener("abort", () => stopAll("the daemon stops"));
  abandoned.addEventListener("abort", () => stopAll("the grace is over"));

  const firstPrepared = Promise.withResolvers<void>();
  const first = keepRunning(1, parts, firstPrepared.resolve);
  await Promise.race([firstPrepared.promise, first]);
  const others = Array.from({ length: order.workers - 1 }, (_, at) => keepRunning(at + 2, parts));
  return Math.max(...(await Promise.all([first, ...others])));
}

/** Ends what was abandoned and has not ended. */
export function killAll({ crew, log }: Pick<SuperviseParts, "crew" | "log">): void {
  for (const [worker, process] of crew.present) {
    log.fatal({ worker }, "A worker did not end in time and was killed");
    process.kill();
  }
}

/** Starts a worker again whenever it ends unasked. Returns what the daemon's exit code is at least. */
async function keepRunning(
  worker: number,
  parts: SuperviseParts,
  onPrepared?: () => void,
): Promise<number> {
  const { crew, clock, log, metrics, shutdown } = parts;
  const { stopping } = shutdown.signals;
  let isFirst = true;
  let attempt = 0;
  metrics.workerRestarts.inc({ worker }, 0);
  while (!stopping.aborted) {
    const startedAt = clock.monotonic();
    const process = begin(worker, parts);
    if (await process.prepared) onPrepared?.();
    const ending = await process.ended;
    crew.left(worker, wordsFor(ending, stopping));
    if (stopping.aborted) return isOrderly(ending) ? 0 : 1;
    if (ending.code === unusable && isFirst) {
      shutdown.stop("a worker can't start");
      return unusable;
    }
    isFirst = false;
    attempt = clock.monotonic() - startedAt < wellMs ? attempt + 1 : 1;
    const waitMs = backoffMs(backoff, attempt);
    log.error({ worker, ...ending, waitMs }, "A worker ended unasked; it starts again");
    if (await sleep(clock, waitMs, stopping)) metrics.workerRestarts.inc({ worker });
  }
  return 0;
}

function begin(worker: number, { start, order, crew }: SuperviseParts): WorkerProcess {
  const process = start(worker);
  crew.joined(worker, process);
  process.send(order);
  return process;
}

/** A signal can only end a worker that has not begun yet, as Ctrl-C does: later it waits for its supervisor's word. */
function isOrderly({ code, signal }: Ending): boolean {
  return code === 0 || signal === "SIGINT" || signal === "SIGTERM";
}

function wordsFor({ code, signal }: Ending, stopping: AbortSignal): string {
  if (stopping.aborted) return "has ended";
  if (signal !== null) return `ended by ${signal}, starts again`;
  return code === null
    ? "could not be started, is tried again"
    : `ended with ${code}, starts again`;
}
