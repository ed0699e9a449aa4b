/** How much of an object is read before it is given up. An element above its limits is skipped, the others are read. */
export interface ReadLimits {
  readonly compressedBytes: number;
  readonly uncompressedBytes: number;
  readonly recordBytes: number;
  /** Objects and arrays inside each other, the record itself included. */
  readonly nesting: number;
}

/**
 * Those of the configuration's defaults. CloudTrail writes files up to 50 MB and records up to 256 KB; the rest is
 * room for other writers.
 */
export const defaultReadLimits: ReadLimits = {
  compressedBytes: 2 ** 30,
  uncompressedBytes: 16 * 2 ** 30,
  recordBytes: 16 * 2 ** 20,
  nesting: 100,
};

/** Told of every piece that was read: as stored, and after decompression. */
export type CountBytes = (stage: "compressed" | "uncompressed", bytes: number) => void;
