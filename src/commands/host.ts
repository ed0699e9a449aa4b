import { createApp, type App } from "../app.ts";
import type { Config } from "../config/schema.ts";
import type { Logger } from "../observe/logger.ts";
import { UnusableDatabase } from "../normalize/geo/database-file.ts";
import { openGeo, type Geo } from "../normalize/geo/geo.ts";
import { Pulse } from "../observe/pulse.ts";
import { systemClock } from "../runtime/clock.ts";
import { untilStopped, type Life, type Stops } from "./stoppable.ts";

/** A process that holds a running app. */
export interface Hosted extends Life {
  readonly app: App;
  readonly pulse: Pulse;
}

export interface HostOptions {
  readonly log: Logger;
  /** Default: SIGTERM and SIGINT. */
  readonly stops?: Stops;
  /** Every destination was prepared, or could not be at the first attempt. */
  readonly onPrepared?: () => void;
}

/**
 * Makes the app, and stops it when it is asked to, or at a bug. Returns what `live` returns, the process's exit code.
 */
export function host(
  config: Config,
  options: HostOptions,
  live: (hosted: Hosted) => Promise<number>,
): Promise<number> {
  const { log } = options;
  const { graceMs } = config.shutdown;
  return untilStopped({ ...options, graceMs }, async (life) => {
    const { shutdown, onBug } = life;
    const geo = await openGeoip(config, log, onBug);
    if (geo === "unusable") return 2;
    const pulse = new Pulse(systemClock);
    const { signals } = shutdown;
    const { onPrepared } = options;
    const surroundings = { clock: systemClock, log, pulse, signals, onPrepared, onBug };
    const app = await createApp(config, { ...surroundings, placeOf: geo?.placeOf });
    const run = () => app.run().catch(onBug);
    try {
      return await live({ ...life, app: { ...app, run }, pulse });
    } finally {
      await geo?.close();
    }
  });
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
