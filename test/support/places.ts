import { mmdb, type MmdbContent } from "./mmdb.ts";

/** Entries with the fields and types of GeoLite2-City and GeoLite2-ASN, for documentation addresses. */
export function aCityDatabase(changes: Partial<MmdbContent> = {}): Buffer {
  return mmdb({
    type: "GeoLite2-City",
    networks: {
      "192.0.2.0/24": boxford,
      "198.51.100.0/24": sweden,
      "2001:db8::/32": boxford,
    },
    ...changes,
  });
}

export function anAsnDatabase(changes: Partial<MmdbContent> = {}): Buffer {
  return mmdb({
    type: "GeoLite2-ASN",
    networks: {
      "192.0.2.0/25": exampleNetwork,
      "203.0.113.0/24": { autonomous_system_number: 64_497 },
      "2001:db8::/32": exampleNetwork,
    },
    ...changes,
  });
}

/** What stands under a network of a City database. */
export const boxford = {
  city: { geoname_id: 2_655_045, names: { de: "Boxford (de)", en: "Boxford" } },
  continent: { code: "EU", names: { de: "Europa", en: "Europe" } },
  country: { iso_code: "GB", names: { de: "Vereinigtes Königreich", en: "United Kingdom" } },
  location: { accuracy_radius: 100, latitude: 51.75, longitude: -1.25 },
  registered_country: { iso_code: "FR", names: { en: "France" } },
  subdivisions: [
    { iso_code: "ENG", names: { en: "England" } },
    { iso_code: "WBK", names: { en: "West Berkshire" } },
  ],
};

const sweden = { country: { iso_code: "SE", names: { en: "Sweden" } } };

const exampleNetwork = {
  autonomous_system_number: 64_496,
  autonomous_system_organization: "Example Networks",
};
