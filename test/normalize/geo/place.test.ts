import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/event.ts";
import { placeOf } from "../../../src/normalize/geo/place.ts";
import { boxford } from "../../support/places.ts";

describe("placeOf", () => {
  it("names the smallest subdivision, its code below that of the country", () => {
    const place = placeOf(boxford, undefined);

    expect(place?.geo).toMatchObject({
      region_iso_code: "GB-WBK",
      region_name: "West Berkshire",
    });
  });

  it("gives no code of a region whose country is unknown", () => {
    const { country: _unknown, ...rest } = boxford;

    const place = placeOf(rest, undefined);

    expect(place?.geo).toMatchObject({
      region_iso_code: undefined,
      region_name: "West Berkshire",
    });
  });

  it("does not take the country of registration for the country", () => {
    const city = { registered_country: { iso_code: "FR", names: { en: "France" } } };

    expect(placeOf(city, undefined)).toBeUndefined();
  });

  it("gives no location of which half is missing", () => {
    const city = { ...boxford, location: { latitude: 51.75, accuracy_radius: 100 } };

    expect(placeOf(city, undefined)?.geo?.location).toBeUndefined();
  });

  it("keeps a location on the equator and the prime meridian", () => {
    const city = { location: { latitude: 0, longitude: 0 } };

    expect(placeOf(city, undefined)).toEqual({ geo: { location: { lat: 0, lon: 0 } } });
  });

  it("leaves out names that are not there in English", () => {
    const city = { ...boxford, city: { names: { de: "Lund" } } };

    expect(placeOf(city, undefined)?.geo?.city_name).toBeUndefined();
  });

  it("keeps an organization without a number", () => {
    const asn = { autonomous_system_organization: "Example Networks" };

    expect(placeOf(undefined, asn)).toEqual({ as: { organization: { name: "Example Networks" } } });
  });

  it("is undefined where the entries say nothing that is read", () => {
    expect(placeOf({ traits: { is_anycast: true } }, { autonomous_system_number: "AS64496" })).toBe(
      undefined,
    );
  });

  it("takes members of any type, and gives texts and numbers only where they belong", () => {
    fc.assert(
      fc.property(fc.dictionary(knownKey, anyMember), (entry) => {
        const { geo, as } = placeOf(entry, entry) ?? { geo: undefined, as: undefined };

        expect(typeof (geo?.city_name ?? "")).toBe("string");
        expect(typeof (geo?.location?.lat ?? 0)).toBe("number");
        expect(typeof (as?.number ?? 0)).toBe("number");
      }),
    );
  });
});

const knownKey = fc.constantFrom(
  "city",
  "country",
  "location",
  "subdivisions",
  "autonomous_system_number",
  "autonomous_system_organization",
);
const leaf = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
const names: fc.Arbitrary<JsonObject> = fc.dictionary(fc.constantFrom("names", "en"), leaf);
const anyMember = fc.oneof(
  leaf,
  fc.dictionary(
    fc.constantFrom("names", "iso_code", "latitude", "longitude"),
    fc.oneof(leaf, names),
  ),
  fc.array(fc.oneof(leaf, names), { maxLength: 3 }),
);
