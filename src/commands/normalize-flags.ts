import { foreignChoices, mappingOf } from "../config/choices.ts";
import type { Choices } from "../config/choices.ts";
import { present } from "../config/present.ts";
import { openGeo } from "../normalize/geo/geo.ts";
import type { Geo } from "../normalize/geo/geo.ts";
import { UnusableDatabase } from "../normalize/geo/database-file.ts";
import { createLogger } from "../observe/logger.ts";
import { systemClock } from "../runtime/clock.ts";
import { runNormalize } from "./normalize.ts";
import type { StandardStreams } from "./normalize.ts";

/** As commander reads them. */
export interface NormalizeFlags {
  readonly pretty: boolean;
  readonly format: Choices["format"];
  /** False for `--no-event-original`. */
  readonly eventOriginal: boolean;
  readonly categories?: Choices["categories"];
  readonly payloads?: Choices["payloads"];
  readonly entities?: boolean;
  readonly ocsfVersion?: Choices["ocsf_version"];
  readonly ocsfProfile?: Choices["ocsf_profile"];
  readonly ocsfPayloads?: Choices["ocsf_payloads"];
  readonly ocsfUnmapped?: Choices["ocsf_unmapped"];
  readonly rawData?: boolean;
  readonly leefVersion?: Choices["leef_version"];
  readonly geoipCity?: string;
  readonly geoipAsn?: string;
}

/** The one task that runs beside the command looks at the databases; what it throws ends the process. */
function onBug(error: unknown): never {
  throw error;
}

/** Returns the exit code: that of `runNormalize`, or 2 where the flags can't be used. */
export async function normalize(
  files: readonly string[],
  flags: NormalizeFlags,
  streams: StandardStreams,
): Promise<number> {
  const choices = choicesOf(flags);
  const [misplaced] = foreignChoices(choices);
  if (misplaced !== undefined) {
    const flag = misplaced.key.replaceAll("_", "-");
    streams.stderr.write(`error: --${flag} ${misplaced.message}\n`);
    return 2;
  }
  try {
    const geo = await geoFor(flags);
    const placeOf = geo?.placeOf;
    const mapping = mappingOf(choices);
    const code = await runNormalize({ files, mapping, placeOf, pretty: flags.pretty }, streams);
    await geo?.close();
    return code;
  } catch (error) {
    if (!(error instanceof UnusableDatabase)) throw error;
    streams.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
}

function choicesOf(flags: NormalizeFlags): Choices {
  return {
    format: flags.format,
    event_original: flags.eventOriginal ? undefined : false,
    categories: flags.categories,
    payloads: flags.payloads,
    entities: flags.entities,
    ocsf_version: flags.ocsfVersion,
    ocsf_profile: flags.ocsfProfile,
    ocsf_payloads: flags.ocsfPayloads,
    ocsf_unmapped: flags.ocsfUnmapped,
    raw_data: flags.rawData,
    leef_version: flags.leefVersion,
  };
}

async function geoFor({ geoipCity, geoipAsn }: NormalizeFlags): Promise<Geo | undefined> {
  if (geoipCity === undefined && geoipAsn === undefined) return undefined;
  const log = createLogger("warn");
  return openGeo(present({ city: geoipCity, asn: geoipAsn }), { clock: systemClock, log, onBug });
}
