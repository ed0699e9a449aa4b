import { rename, writeFile } from "node:fs/promises";
import { BlockList } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { openGeo, type Geo } from "../../../src/normalize/geo/geo.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { aCityDatabase, anAsnDatabase } from "../../support/places.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const boxfordGeo = {
  continent_name: "Europe",
  country_iso_code: "GB",
  country_name: "United Kingdom",
  region_iso_code: "GB-WBK",
  region_name: "West Berkshire",
  city_name: "Boxford",
  location: { lat: 51.75, lon: -1.25 },
};
const exampleNetwork = { number: 64_496, organization: { name: "Example Networks" } };

const byte = fc.nat(255);
const nearbyAddress = fc.oneof(
  fc
    .tuple(fc.constantFrom("192.0.1", "192.0.2", "198.51.100", "203.0.113", "203.1.113"), byte)
    .map(([network, host]) => `${network}.${host}`),
  fc
    .tuple(fc.constantFrom("2001:db7", "2001:db8", "2001:db9"), byte)
    .map(([network, host]) => `${network}::${host.toString(16)}`),
);

const addressLike = fc.string({
  unit: fc.constantFrom(..."0128af:.%/ é".split("")),
  maxLength: 60,
});

describe("openGeo", () => {
  it("knows the place and the network of an IPv4 address", async () => {
    const geo = await aGeo({ city: aCityDatabase(), asn: anAsnDatabase() });

    expect(geo.placeOf("192.0.2.7")).toEqual({ geo: boxfordGeo, as: exampleNetwork });
  });

  it.each(["2001:db8::7", "2001:DB8:0:0:0:0:0:7", "2001:db8::192.0.2.7", "2001:db8::7%eth0"])(
    "knows the place and the network of %s",
    async (ip) => {
      const geo = await aGeo({ city: aCityDatabase(), asn: anAsnDatabase() });

      expect(geo.placeOf(ip)).toEqual({ geo: boxfordGeo, as: exampleNetwork });
    },
  );

  it.each(["::ffff:192.0.2.7", "::FFFF:c000:0207", "0:0:0:0:0:ffff:192.0.2.7"])(
    "takes %s for the IPv4 address that is mapped into it",
    async (ip) => {
      const geo = await aGeo({ city: aCityDatabase(), asn: anAsnDatabase() });

      expect(geo.placeOf(ip)).toEqual(geo.placeOf("192.0.2.7"));
    },
  );

  it("leaves out what only one database knows", async () => {
    const geo = await aGeo({ city: aCityDatabase(), asn: anAsnDatabase() });

    expect(geo.placeOf("192.0.2.200")).toEqual({ geo: boxfordGeo });
    expect(geo.placeOf("203.0.113.1")).toEqual({ as: { number: 64_497 } });
  });

  it("works with either database alone, and with none", async () => {
    const city = await aGeo({ city: aCityDatabase() });
    const asn = await aGeo({ asn: anAsnDatabase() });
    const none = await aGeo({});

    expect(city.placeOf("192.0.2.7")).toEqual({ geo: boxfordGeo });
    expect(asn.placeOf("192.0.2.7")).toEqual({ as: exampleNetwork });
    expect(none.placeOf("192.0.2.7")).toBeUndefined();
  });

  it.each(["10.0.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "100.64.0.1", "fe80::1"])(
    "finds %s nowhere, as databases have no private networks",
    async (ip) => {
      const geo = await aGeo({ city: aCityDatabase(), asn: anAsnDatabase() });

      expect(geo.placeOf(ip)).toBeUndefined();
    },
  );

  it.each(["", "AWS Internal", "config.amazonaws.com", "192.0.2", "192.0.2.7:443", "192.0.2.7/24"])(
    "finds the text '%s' nowhere",
    async (text) => {
      const geo = await aGeo({ city: aCityDatabase(), asn: anAsnDatabase() });

      expect(geo.placeOf(text)).toBeUndefined();
    },
  );

  it("doesn't remember a text that is too long for an address", async () => {
    const geo = await aGeo({ city: aCityDatabase() });

    expect(geo.placeOf(`2001:db8::7%${"x".repeat(70_000)}`)).toBeUndefined();
  });

  it("finds no IPv6 address in a database of IPv4 addresses", async () => {
    const city = aCityDatabase({
      ipVersion: 4,
      networks: { "32.0.0.0/8": { country: { iso_code: "US" } } },
    });
    const geo = await aGeo({ city });

    expect(geo.placeOf("2001:db8::7")).toBeUndefined();
    expect(geo.placeOf("::ffff:32.1.2.3")).toEqual({ geo: { country_iso_code: "US" } });
  });

  it("answers a repeated question with the same object", async () => {
    const geo = await aGeo({ city: aCityDatabase() });

    expect(geo.placeOf("192.0.2.7")).toBe(geo.placeOf("192.0.2.7"));
  });

  it("finds an address exactly if it lies in a network of a file", async () => {
    const geo = await aGeo({ city: aCityDatabase(), asn: anAsnDatabase() });
    const networks = new BlockList();
    for (const network of ["192.0.2.0", "198.51.100.0", "203.0.113.0"])
      networks.addSubnet(network, 24);
    networks.addSubnet("2001:db8::", 32, "ipv6");

    fc.assert(
      fc.property(nearbyAddress, (ip) => {
        const isWithin = networks.check(ip, ip.includes(":") ? "ipv6" : "ipv4");
        expect(geo.placeOf(ip) !== undefined).toBe(isWithin);
      }),
    );
  });

  it("throws for no text", async () => {
    const geo = await aGeo({ city: aCityDatabase() });

    fc.assert(fc.property(addressLike, (text) => geo.placeOf(text) === undefined));
  });

  it("tells what a file says a minute after it was replaced, of addresses it was asked for too", async () => {
    const clock = new ManualClock();
    const directory = await temporaryDirectory();
    const city = join(directory, "city.mmdb");
    await writeFile(city, aCityDatabase());
    const geo = await openGeo({ city }, { clock, log: silentLogger, onBug });
    geo.placeOf("198.51.100.1");

    const networks = { "198.51.100.0/24": { city: { names: { en: "Lund" } } } };
    await writeFile(`${city}.new`, aCityDatabase({ networks }));
    await rename(`${city}.new`, city);
    await clock.advance(60_000);
    await geo.close();

    expect(geo.placeOf("198.51.100.1")).toEqual({ geo: { city_name: "Lund" } });
  });

  it("names the file that can't be used", async () => {
    const directory = await temporaryDirectory();
    const asn = join(directory, "asn.mmdb");
    await writeFile(asn, aCityDatabase());

    const opening = openGeo({ asn }, { clock: new ManualClock(), log: silentLogger, onBug });

    await expect(opening).rejects.toThrow(
      `${asn}, named as the asn database, is a GeoLite2-City database`,
    );
  });

  it("leaves no timer when it is closed, and can still be asked", async () => {
    const clock = new ManualClock();
    const geo = await aGeo({ city: aCityDatabase() }, clock);

    await geo.close();

    expect(clock.pending).toBe(0);
    expect(geo.placeOf("192.0.2.7")).toEqual({ geo: boxfordGeo });
  });
});

async function aGeo(
  content: { readonly city?: Buffer; readonly asn?: Buffer },
  clock = new ManualClock(),
): Promise<Geo> {
  const directory = await temporaryDirectory();
  const paths: Record<string, string> = {};
  for (const [purpose, bytes] of Object.entries(content)) {
    paths[purpose] = join(directory, `${purpose}.mmdb`);
    await writeFile(paths[purpose], bytes);
  }
  const geo = await openGeo(paths, { clock, log: silentLogger, onBug });
  onTestFinished(() => geo.close());
  return geo;
}

function onBug(error: unknown): never {
  throw error;
}
