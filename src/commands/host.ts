import { createApp, type App } from "../app.ts";
import type { Config } from "../config/schema.ts";
import type { Logger } from "../observe/logger.ts";
import { UnusableDatabase } from "../normalize/geo/database-file.ts";
import { openGeo, type Geo } from "../normalize/geo/geo.ts";
import { Pulse } from "../observe/pulse.ts";
import { systemClock } from "../runtime/clock.ts";
import { createShutdown, type Shutdown } from "../shutdown.ts";

/** A process that holds a running app. */
export interface Hosted {
  readonly app: App;
  readonly pulse: Pulse;
  readonly shutdown: Shutdown;
  /** 1 once a bug was found, else 0. */
  readonly exitCode: () => number;
}

/**
 * Makes the app, and stops it at SIGTERM, SIGINT or a bug. Returns what `live` returns, the process's exit code.
 */
export async function host(
  config: Config,
  log: Logger,
  live: (hosted: Hosted) => Promise<number>,
): Promise<number> {
  const { graceMs } = config.shutdown;
  const shutdown = createShutdown({ graceMs, clock: systemClock, log, onOverdue: () => exit(log) });
  const stop = (signal: NodeJS.Signals) => shutdown.stop(signal);
  let exitCode = 0;
  const onBug = (error: unknown) => {
    log.fatal({ err: error }, "A bug ends the process");
    exitCode = 1;
    shutdown.stop("bug");
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  try {
    const geo = await openGeoip(config, log, onBug);
    if (geo === "unusable") return 2;
    const pulse = new Pulse(systemClock);
    const { signals } = shutdown;
    const surroundings = { clock: systemClock, log, pulse, signals, onBug };
    const app = createApp(config, { ...surroundings, placeOf: geo?.placeOf });
    const hosted = {
      app: { ...app, run: () => app.run().catch(onBug) },
      pulse,
      shutdown,
      exitCode: () => exitCode,
    };
    try {
      return await live(hosted);
    } finally {
      await geo?.close();
    }
  } finally {
    process.off("SIGTERM", stop).off("SIGINT", stop);
    shutdown.close();
  }
}

/** Undefined where none is configured; `unusable`, and named on stderr, where one can't be read. */
export async function openGeoip(
  { geoip }: Config,
  log: Logger,
  onBug: (error: unknown) => void,
): Promise<Geo | undefined | "unusable"> {
  if (geoip.city === undefined && geoip.asn === undefined) return undefined;
  try {
    return await openGeo(geoip, { clock: systemClock, log, onBug });
  } catch (error) {
    if (!(error instanceof UnusableDatabase)) throw error;
    process.stderr.write(`geoip.${error.file.purpose}_file: ${error.message}\n`);
    return "unusable";
  }
}

/** Messages that are not settled by then come back when their visibility timeout is over. */
function exit(log: Logger): never {
  log.fatal("Something did not end in time; the process ends without it");
  process.exit(1);
}
