import type { Logger } from "../observe/logger.ts";
import { systemClock } from "../runtime/clock.ts";
import { createShutdown, type Shutdown } from "../shutdown.ts";

/** A command that runs until it is stopped. */
export interface Life {
  readonly shutdown: Shutdown;
  /** For what throws and never should: ends the command, but in order. */
  readonly onBug: (error: unknown) => void;
  /** 1 once a bug was found, else 0. */
  readonly exitCode: () => number;
}

/** Calls `stop` for whatever asks the command to end, until the function it returned is called. */
export type Stops = (stop: (why: string) => void) => () => void;

export interface LifeOptions {
  readonly graceMs: number;
  readonly log: Logger;
  /** Default: SIGTERM and SIGINT. */
  readonly stops?: Stops;
  /** What was abandoned has not ended. Default: the process ends without it. */
  readonly onOverdue?: () => void;
}

/** Runs a command that stops in order when it is asked to, or at a bug. Returns what `live` returns. */
export async function untilStopped(
  { graceMs, log, stops = signals, onOverdue = () => exit(log) }: LifeOptions,
  live: (life: Life) => Promise<number>,
): Promise<number> {
  const shutdown = createShutdown({ graceMs, clock: systemClock, log, onOverdue });
  let exitCode = 0;
  const onBug = (error: unknown) => {
    log.fatal({ err: error }, "A bug ends the process");
    exitCode = 1;
    shutdown.stop("bug");
  };
  const listenNoMore = stops((why) => shutdown.stop(why));
  try {
    return await live({ shutdown, onBug, exitCode: () => exitCode });
  } finally {
    listenNoMore();
    shutdown.close();
  }
}

function signals(stop: (why: string) => void): () => void {
  process.on("SIGTERM", stop).on("SIGINT", stop);
  return () => process.off("SIGTERM", stop).off("SIGINT", stop);
}

/** Messages that are not settled by then come back when their visibility timeout is over. */
function exit(log: Logger): never {
  log.fatal("Something did not end in time; the process ends without it");
  process.exit(1);
}
