import type { Place } from "../geo/place.ts";
import type { Dialect } from "./dialect.ts";

/** Where an endpoint is, by ISO 3166: `GB`, `GB-WBK`. */
export interface Location {
  readonly city: string | undefined;
  readonly continent: string | undefined;
  readonly country: string | undefined;
  readonly lat: number | undefined;
  readonly long: number | undefined;
  readonly region: string | undefined;
}

export interface AutonomousSystem {
  readonly name: string | undefined;
  readonly number: number | undefined;
}

/** A continent or a point alone is no location in OCSF. */
export function locationOf(
  place: Place | undefined,
  { hasFullEndpoints }: Dialect,
): Location | undefined {
  const geo = place?.geo;
  if (geo === undefined) return undefined;
  const { city_name: city, country_iso_code: country, region_iso_code: region } = geo;
  if ((city ?? country ?? region) === undefined) return undefined;
  const point = hasFullEndpoints ? geo.location : undefined;
  return {
    city,
    continent: geo.continent_name,
    country,
    lat: point?.lat,
    long: point?.lon,
    region,
  };
}

export function autonomousSystemOf(
  place: Place | undefined,
  { hasFullEndpoints }: Dialect,
): AutonomousSystem | undefined {
  const as = hasFullEndpoints ? place?.as : undefined;
  return as && { name: as.organization?.name, number: as.number };
}
