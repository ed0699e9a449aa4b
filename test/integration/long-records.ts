import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generatedRecords } from "../../bench/generate.ts";
import { recordedRecords } from "../../bench/trail/recorded.ts";
import { captured } from "./corpora.ts";

export interface Lengths {
  /** Of so many records one is long. */
  readonly longOneIn: number;
  /** More than any other record has. */
  readonly longBytes: number;
}

/** Captured records over and over, where they are at hand, with event ids of their own; else generated ones. */
export async function recordsWithLongOnes(
  count: number,
  { longOneIn, longBytes }: Lengths,
): Promise<readonly string[]> {
  const records = existsSync(captured)
    ? await recordedRecords(fileURLToPath(captured), 1)
    : generatedRecords(1);
  const addition = `,"serviceEventDetails":{"example":"${"x".repeat(longBytes)}"}}`;
  return Array.from({ length: count }, (_, index) => {
    const { value } = records.next();
    return index % longOneIn === longOneIn - 1 ? value.slice(0, -1) + addition : value;
  });
}
