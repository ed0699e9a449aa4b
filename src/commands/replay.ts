import type { DestinationConfig } from "../config/destinations.ts";
import { systemEnvironment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { createDelivery, outletsOf } from "../lanes.ts";
import { Health } from "../observe/health.ts";
import { createLogger, type Logger } from "../observe/logger.ts";
import { createMetrics } from "../observe/metrics.ts";
import { createSeldom } from "../observe/seldom.ts";
import { choosePlace, type PlaceKind } from "../replay/configured-place.ts";
import { createForwarder, Refusals } from "../replay/forwarder.ts";
import type { LetterPlace } from "../replay/letter-place.ts";
import { createPace } from "../replay/pace.ts";
import { reportReplay, reportSurvey } from "../replay/report.ts";
import { systemClock } from "../runtime/clock.ts";
import { version } from "../version.ts";
import { openGeoip } from "./host.ts";
import { untilStopped, type Life } from "./stoppable.ts";

export interface ReplayFlags {
  readonly config: string;
  readonly from?: PlaceKind;
  readonly path?: readonly string[];
  readonly prefix?: string;
  readonly destination?: string;
  readonly to?: string;
  /** Letters in a second. */
  readonly rate?: number;
  readonly dryRun: boolean;
}

/**
 * Sends dead letters again and removes what was delivered. Returns the exit code: 0 when all were delivered, 1 when any
 * is left, 2 where the configuration or the flags can't be used.
 */
export async function replayLetters(flags: ReplayFlags): Promise<number> {
  const loaded = loadConfig(flags.config, systemEnvironment());
  if (!loaded.ok) return refuse(...loaded.errors);
  const { config } = loaded;
  const destinations = chooseDestinations(config, flags);
  if (typeof destinations === "string") return refuse(destinations);
  const choice = { ...flags, paths: flags.path, onlyLook: flags.dryRun, limits: limitsFor(flags) };
  const place = choosePlace(config.deadLetter, choice, systemClock);
  if (typeof place === "string") return refuse(place);

  const log = createLogger(config.log.level);
  const { graceMs } = config.shutdown;
  try {
    return await untilStopped({ graceMs, log }, (life) =>
      flags.dryRun
        ? reportSurvey(place, process, life.shutdown.signals.stopping)
        : send(place, { config, destinations, flags, log, life }),
    );
  } finally {
    place.close();
  }
}

interface Sending {
  readonly config: Config;
  readonly destinations: readonly DestinationConfig[];
  readonly flags: ReplayFlags;
  readonly log: Logger;
  readonly life: Life;
}

async function send(place: LetterPlace, sending: Sending): Promise<number> {
  const { config, destinations, flags, log, life } = sending;
  const { shutdown, onBug, exitCode } = life;
  const { signals } = shutdown;
  const geo = await openGeoip(config, log, onBug);
  if (geo === "unusable") return 2;
  const clock = systemClock;
  const refusals = new Refusals();
  const parts = {
    clock,
    log,
    signals,
    onBug,
    placeOf: geo?.placeOf,
    bury: refusals.bury,
    metrics: createMetrics(version),
    health: new Health(),
    seldom: createSeldom(clock),
  };
  const deliveries = destinations.map((destination) =>
    // One that is not required would drop what it has no room for.
    createDelivery({ ...destination, required: true, losses: "dead_letter" }, parts),
  );
  const addresses = new Map(
    outletsOf(deliveries, parts).flatMap(({ encode, lanes }) =>
      lanes.map((lane) => [lane.name, { encode, lane }] as const),
    ),
  );
  const forwarder = createForwarder({ addresses, refusals, pace: createPace(flags.rate, clock) });
  try {
    const choice = { only: flags.destination, to: flags.to };
    const books = () => deliveries.map((delivery) => delivery.books.accounts);
    const ended = await reportReplay(
      { place, forwarder, choice, books, clock, stream: process.stderr },
      signals.stopping,
    );
    return exitCode() || ended;
  } finally {
    await Promise.all(deliveries.map((delivery) => delivery.close()));
    await geo?.close();
  }
}

/** Those that may get a letter, or what is wrong with the flags. */
function chooseDestinations(
  { destinations }: Config,
  { destination, to }: ReplayFlags,
): readonly DestinationConfig[] | string {
  const wanted = to ?? destination;
  if (wanted === undefined) return destinations;
  const chosen = destinations.filter(({ name }) => name === wanted);
  if (chosen.length > 0) return chosen;
  const names = destinations.map(({ name }) => name).join(", ");
  return `No destination is named ${wanted}; there are: ${names}`;
}

const mostLetters = 1000;
const mostBytes = 16 * 1024 * 1024;
/** At a slow rate, pages are small enough that progress shows and a queue's messages are not hidden for long. */
const pageSeconds = 10;

function limitsFor({ rate = Infinity }: ReplayFlags) {
  return { letters: Math.ceil(Math.min(rate * pageSeconds, mostLetters)), bytes: mostBytes };
}

function refuse(...problems: readonly string[]): number {
  process.stderr.write(problems.map((line) => `${line}\n`).join(""));
  return 2;
}
