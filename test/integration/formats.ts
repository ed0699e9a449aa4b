import { createNormalize } from "../../src/normalize/format.ts";
import type { Place } from "../../src/normalize/geo/place.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { ecsSearches } from "./ecs-searches.ts";
import { ocsfSearches } from "./ocsf-searches.ts";
import type { Indexable } from "./stored.ts";

const place: Place = {
  geo: {
    continent_name: "Europe",
    country_iso_code: "DE",
    country_name: "Germany",
    city_name: "Berlin",
    region_iso_code: "DE-BE",
    region_name: "Land Berlin",
    location: { lat: 52.52, lon: 13.4 },
  },
  as: { number: 64_500, organization: { name: "Example Net" } },
};

/** With every option that adds fields. */
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
        entities: true,
        labels: { team: "soc" },
        placeOf: () => place,
      }),
  },
  {
    format: "ocsf",
    prefix: "ocsf-cloudtrail-",
    complete: false,
    searches: ocsfSearches,
    normalizeFor: () => createNormalize("ocsf", { clock: systemClock, rawData: true }),
  },
];
