/**
 * What is known of an address, as Elasticsearch's geoip processor writes it from a City and an ASN database: names in
 * English, the most specific subdivision, no fallback to the country of registration. Fields of another type than
 * expected are absent.
 */
import { isJsonObject, type JsonObject } from "../../event.ts";
import { listAt, objectOf, textOf } from "../value.ts";

/** The members of `source.geo` and `source.as` in ECS. */
export interface Place {
  readonly geo: GeoFields | undefined;
  readonly as: AutonomousSystem | undefined;
}

interface GeoFields {
  readonly continent_name: string | undefined;
  readonly country_iso_code: string | undefined;
  readonly country_name: string | undefined;
  /** ISO 3166-2: `US-CA`. */
  readonly region_iso_code: string | undefined;
  readonly region_name: string | undefined;
  readonly city_name: string | undefined;
  readonly location: Location | undefined;
}

interface Location {
  readonly lat: number;
  readonly lon: number;
}

interface AutonomousSystem {
  readonly number: number | undefined;
  readonly organization: { readonly name: string } | undefined;
}

/** What is known of an IPv4 or IPv6 address; of any other text, nothing. */
export type PlaceOf = (ip: string) => Place | undefined;

/** Undefined where neither entry says anything. */
export function placeOf(
  city: JsonObject | undefined,
  asn: JsonObject | undefined,
): Place | undefined {
  const geo = city && geoOf(city);
  const as = asn && autonomousSystemOf(asn);
  return geo === undefined && as === undefined ? undefined : { geo, as };
}

function geoOf(city: JsonObject): GeoFields | undefined {
  const country = objectOf(city?.["country"]);
  const region = lastObject(city, "subdivisions");
  const geo = {
    continent_name: nameOf(objectOf(city?.["continent"])),
    country_iso_code: textOf(country?.["iso_code"]),
    country_name: nameOf(country),
    region_iso_code: regionCode(country, region),
    region_name: nameOf(region),
    city_name: nameOf(objectOf(city?.["city"])),
    location: locationOf(objectOf(city?.["location"])),
  };
  return Object.values(geo).every((value) => value === undefined) ? undefined : geo;
}

function nameOf(entity: JsonObject | undefined): string | undefined {
  return textOf(objectOf(entity?.["names"])?.["en"]);
}

/** Databases list subdivisions from the largest to the smallest. */
function lastObject(object: JsonObject, key: string): JsonObject | undefined {
  const last = listAt(object, key).at(-1);
  return isJsonObject(last) ? last : undefined;
}

function regionCode(
  country: JsonObject | undefined,
  region: JsonObject | undefined,
): string | undefined {
  const outer = textOf(country?.["iso_code"]);
  const inner = textOf(region?.["iso_code"]);
  return outer === undefined || inner === undefined ? undefined : `${outer}-${inner}`;
}

function locationOf(location: JsonObject | undefined): Location | undefined {
  const lat = location?.["latitude"];
  const lon = location?.["longitude"];
  return typeof lat === "number" && typeof lon === "number" ? { lat, lon } : undefined;
}

function autonomousSystemOf(asn: JsonObject): AutonomousSystem | undefined {
  const found = asn["autonomous_system_number"];
  const number = typeof found === "number" ? found : undefined;
  const name = textOf(asn?.["autonomous_system_organization"]);
  if (number === undefined && name === undefined) return undefined;
  return { number, organization: name === undefined ? undefined : { name } };
}
