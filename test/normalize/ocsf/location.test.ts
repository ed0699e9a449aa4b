import { describe, expect, it } from "vitest";
import type { Place } from "../../../src/normalize/geo/place.ts";
import { createOcsf } from "../../../src/normalize/ocsf/event.ts";
import type { OcsfVersion } from "../../../src/normalize/ocsf/dialect.ts";
import { ocsfSchema, ocsfVersions } from "../../support/ocsf/schema.ts";
import { validate } from "../../support/ocsf/validate.ts";
import { trailRecord } from "../../support/trail-record.ts";

const nowhere: NonNullable<Place["geo"]> = {
  continent_name: undefined,
  country_iso_code: undefined,
  country_name: undefined,
  region_iso_code: undefined,
  region_name: undefined,
  city_name: undefined,
  location: undefined,
};
const boxford: Place = {
  geo: {
    ...nowhere,
    continent_name: "Europe",
    country_iso_code: "GB",
    region_iso_code: "GB-WBK",
    city_name: "Boxford",
    location: { lat: 51.75, lon: -1.25 },
  },
  as: { number: 64_496, organization: { name: "Example Network" } },
};

function eventFrom(place: Place, version: OcsfVersion = "1.8.0"): unknown {
  const record = {
    eventName: "GetCallerIdentity",
    eventSource: "sts.amazonaws.com",
    eventTime: "2026-11-22T09:15:04Z",
    sourceIPAddress: "192.0.2.7",
  };
  return JSON.parse(String(createOcsf({ version, placeOf: () => place })(trailRecord(record))));
}

describe("the source of a call", () => {
  it("has its place and its network where they are known", () => {
    expect(eventFrom(boxford)).toHaveProperty("src_endpoint", {
      ip: "192.0.2.7",
      location: {
        city: "Boxford",
        continent: "Europe",
        country: "GB",
        lat: 51.75,
        long: -1.25,
        region: "GB-WBK",
      },
      autonomous_system: { name: "Example Network", number: 64_496 },
    });
  });

  it.each(ocsfVersions)("is valid with them in version %s", (version) => {
    expect(validate(eventFrom(boxford, version), ocsfSchema(version))).toEqual([]);
  });

  it("has no place of which only the continent is known, for that is none in OCSF", () => {
    const continent = { geo: { ...nowhere, continent_name: "Europe" }, as: undefined };

    expect(eventFrom(continent)).toHaveProperty("src_endpoint", { ip: "192.0.2.7" });
  });
});
