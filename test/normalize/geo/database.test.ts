import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDatabase } from "../../../src/normalize/geo/database.ts";
import { aCityDatabase, anAsnDatabase } from "../../support/places.ts";

describe("parseDatabase", () => {
  it.each([
    ["city", "GeoLite2-City"],
    ["city", "GeoIP2-City-Europe"],
    ["city", "GeoIP2-Enterprise"],
    ["city", "DBIP-City-Lite"],
    ["asn", "GeoLite2-ASN"],
    ["asn", "GeoIP2-ISP"],
    ["asn", "DBIP-ASN-Lite (compat=GeoLite2-ASN)"],
  ] as const)("takes as %s database one of type %s", (purpose, type) => {
    expect(parseDatabase(aCityDatabase({ type }), purpose)).toMatchObject({
      kind: "usable",
      database: { type, built: new Date("2026-01-01T00:00:00Z") },
    });
  });

  it.each([
    ["city", "GeoLite2-Country", "the type must have City or Enterprise in its name"],
    ["city", "GeoLite2-ASN", "the type must have City or Enterprise in its name"],
    ["asn", "GeoLite2-Country", "the type must have ASN or ISP in its name"],
    ["asn", "GeoLite2-City", "the type must have ASN or ISP in its name"],
  ] as const)("refuses as %s database one of type %s", (purpose, type, advice) => {
    expect(parseDatabase(aCityDatabase({ type }), purpose)).toEqual({
      kind: "unusable",
      reason: `is a ${type} database; ${advice}`,
    });
  });

  it.each([
    ["an empty file", Buffer.alloc(0)],
    ["a text", Buffer.from("<html>Sign in to download</html>")],
    ["zeros", Buffer.alloc(4096)],
    ["half a database", anAsnDatabase().subarray(0, 200)],
    ["a database without its beginning", anAsnDatabase().subarray(200)],
    ["a database of the next format", anAsnDatabase({ formatVersion: 3 })],
  ])("refuses %s", (_name, bytes) => {
    expect(parseDatabase(bytes, "asn")).toEqual({
      kind: "unusable",
      reason: "is not a whole MaxMind DB file",
    });
  });

  it("refuses a compressed file and says what to do", () => {
    expect(parseDatabase(gzipSync(anAsnDatabase()), "asn")).toEqual({
      kind: "unusable",
      reason: "is compressed; unpack it first",
    });
  });

  it("takes or refuses any damaged file without an exception", () => {
    const whole = anAsnDatabase();

    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        expect(["usable", "unusable"]).toContain(parseDatabase(bytes, "asn").kind);
      }),
      { numRuns: 500 },
    );
  });
});
