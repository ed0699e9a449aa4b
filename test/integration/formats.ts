import { createNormalize } from "../../src/normalize/format.ts";
import { createOcsf } from "../../src/normalize/ocsf/event.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { ecsSearches } from "./ecs-searches.ts";
import { ocsfSearches } from "./ocsf-searches.ts";
import type { Indexable } from "./stored.ts";

export const formats: readonly Indexable[] = [
  {
    format: "ecs",
    prefix: "logs-aws.cloudtrail-",
    complete: true,
    searches: ecsSearches,
    normalizeFor: (namespace) =>
      createNormalize("ecs", {
        clock: systemClock,
        dataStream: { type: "logs", dataset: "aws.cloudtrail", namespace },
      }),
  },
  {
    format: "ocsf",
    prefix: "ocsf-cloudtrail-",
    complete: false,
    searches: ocsfSearches,
    normalizeFor: () => createOcsf({ clock: systemClock, rawData: true }),
  },
];
