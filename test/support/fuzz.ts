import { Random } from "../../bench/trail/random.ts";
import { printFigures } from "./figures.ts";
import { mutatedRecord } from "./mutated-record.ts";

const runs = Number(process.env["FUZZ_RUNS"] ?? 1_000_000);

interface Limit {
  /** The output may have so many times the bytes of the record, */
  readonly times: number;
  /** and these, for what every event has. */
  readonly more: number;
}

/** What comes of one record: its size in bytes, or what is wrong with it. */
type Try = (text: string, run: number) => number | string;

/**
 * Tries mutated records, a million unless FUZZ_RUNS says otherwise, up to the first with a problem, and tells that.
 * `FUZZ_SEED` repeats a run.
 */
export function fuzz(name: string, { times, more }: Limit, attempt: Try): string | undefined {
  const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 0x1_0000_0000);
  const random = new Random(seed);
  let largest = 0;
  for (let run = 0; run < runs; run += 1) {
    const text = mutatedRecord(random);
    const outcome = tried(attempt, text, run);
    const problem = typeof outcome === "string" ? outcome : undefined;
    const multiple = (Number(outcome) - more) / Buffer.byteLength(text);
    if (problem !== undefined || multiple > times)
      return `Seed ${seed}, run ${run}: ${problem ?? `${multiple} times its size`}: ${start(text)}`;
    largest = Math.max(largest, multiple);
  }
  printFigures(name, { seed, records: runs, "largest multiple": largest.toFixed(2) });
  return undefined;
}

function tried(attempt: Try, text: string, run: number): number | string {
  try {
    return attempt(text, run);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function start(text: string): string {
  return text.length > 4000 ? `${text.slice(0, 4000)}…` : text;
}
