import type { S3ObjectReader } from "./object.ts";

/**
 * A reader that is made when the first object is opened: the SDK for S3 takes 10 MiB, which a process with an empty queue
 * need not hold.
 */
export function createLateReader(make: () => Promise<S3ObjectReader>): S3ObjectReader {
  let making: Promise<S3ObjectReader> | undefined;
  let made: S3ObjectReader | undefined;
  return {
    async open(object, signal) {
      making ??= make();
      made = await making;
      return made.open(object, signal);
    },
    close: () => made?.close(),
  };
}
