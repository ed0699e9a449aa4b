/**
 * MaxMind DB files (https://maxmind.github.io/MaxMind-DB/), from MaxMind or from others that write the same fields.
 */
import { Reader, type Response } from "maxmind";

/** Which of the two databases a file is to be. */
export type Purpose = "city" | "asn";

export interface Database {
  /** As the file names it: `GeoLite2-City`. */
  readonly type: string;
  readonly built: Date;
  /** What the file says of an address, as it stands there. Throws where the file is damaged. */
  find(address: string): unknown;
}

export type Verdict =
  | { readonly kind: "usable"; readonly database: Database }
  | {
      readonly kind: "unusable";
      /** The second half of a sentence that begins with the path of the file. */
      readonly reason: string;
    };

/** Judges the content of a file, and holds it if it is usable. */
export function parseDatabase(bytes: Buffer, purpose: Purpose): Verdict {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return unusable("is compressed; unpack it first");
  const reader = tryReader(bytes);
  if (reader === undefined || !isWhole(reader, bytes))
    return unusable("is not a whole MaxMind DB file");
  const { databaseType } = reader.metadata;
  const words = accepted[purpose];
  if (!words.some((word) => databaseType.includes(word)))
    return unusable(
      `is a ${databaseType} database; the type must have ${words.join(" or ")} in its name`,
    );
  return { kind: "usable", database: databaseOf(reader) };
}

/** Types whose entries have the fields that are read; other vendors name them so too: `DBIP-City-Lite`. */
const accepted = { city: ["City", "Enterprise"], asn: ["ASN", "ISP"] } as const;

function unusable(reason: string): Verdict {
  return { kind: "unusable", reason };
}

function tryReader(bytes: Buffer): Reader<Response> | undefined {
  try {
    return new Reader(bytes);
  } catch {
    // The reader throws whatever its first read out of place leads to; all of it means the same.
    return undefined;
  }
}

const separator = Buffer.alloc(16);

/** Sixteen zero bytes part the search tree from the data: where they aren't, a lookup would lead anywhere. */
function isWhole({ metadata }: Reader<Response>, bytes: Buffer): boolean {
  const { binaryFormatMajorVersion, searchTreeSize, databaseType } = metadata;
  const gap = bytes.subarray(searchTreeSize, searchTreeSize + separator.length);
  return (
    binaryFormatMajorVersion === 2 &&
    searchTreeSize > 0 &&
    gap.equals(separator) &&
    typeof databaseType === "string"
  );
}

function databaseOf(reader: Reader<Response>): Database {
  const { databaseType, buildEpoch, ipVersion } = reader.metadata;
  return {
    type: databaseType,
    built: buildEpoch,
    find(address) {
      // The reader would walk a tree of IPv4 with the first bits of an IPv6 address.
      if (ipVersion === 4 && address.includes(":")) return undefined;
      return reader.get(address);
    },
  };
}
