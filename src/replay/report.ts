import type { Writable } from "node:stream";
import type { Clock } from "../runtime/clock.ts";
import type { Forwarder } from "./forwarder.ts";
import { CalledOff, PlaceTrouble, type LetterPlace } from "./letter-place.ts";
import { createProgress } from "./progress.ts";
import { replay, type LetterChoice } from "./replay.ts";
import { survey } from "./survey.ts";
import { Tally, type DeliveredAs } from "./tally.ts";

export interface ReplayReport {
  readonly place: LetterPlace;
  readonly forwarder: Forwarder;
  readonly choice: LetterChoice;
  /** Of each destination. */
  readonly books: () => readonly DeliveredAs[];
  readonly clock: Clock;
  readonly stream: Writable & { readonly isTTY?: boolean };
}

/** The rest is only counted. */
const mostNamed = 20;

/** Replays, tells how it goes and how it ended. Returns the exit code: 0 when nothing is left that was to be delivered. */
export async function reportReplay(
  { place, forwarder, choice, books, clock, stream }: ReplayReport,
  stopping: AbortSignal,
): Promise<number> {
  const tally = new Tally();
  const unreadable: string[] = [];
  const onUnreadable = (where: string) => {
    if (unreadable.length < mostNamed) unreadable.push(`Not a dead letter, and kept: ${where}`);
  };
  const trouble = await unlessTrouble(async () => {
    const progress = createProgress({ stream, total: await place.measure(stopping), tally, clock });
    const onPage = (amount: number) => progress.advance(amount);
    try {
      await replay({ place, forwarder, choice, tally, onPage, onUnreadable }, stopping);
    } finally {
      progress.end();
    }
  });
  const lines = [
    ...unreadable,
    ...tally.whys,
    ...trouble,
    ...(stopping.aborted ? ["Stopped before the end; what was not sent stays"] : []),
    tally.books({
      duplicates: books().reduce((sum, { duplicates }) => sum + duplicates, 0),
      degraded: books().reduce((sum, { degraded }) => sum + degraded, 0),
    }),
  ];
  stream.write(lines.map((line) => `${line}\n`).join(""));
  return tally.left === 0 && trouble.length === 0 && !stopping.aborted ? 0 : 1;
}

/** Prints how many letters there are for each destination and reason. */
export async function reportSurvey(
  place: LetterPlace,
  { stdout, stderr }: { readonly stdout: Writable; readonly stderr: Writable },
  stopping: AbortSignal,
): Promise<number> {
  const trouble = await unlessTrouble(async () => {
    const counts = await survey(place, stopping);
    const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    stdout.write(rows.map(([kind, count]) => `${count} ${kind}\n`).join(""));
  });
  stderr.write(trouble.map((line) => `${line}\n`).join(""));
  return trouble.length === 0 && !stopping.aborted ? 0 : 1;
}

/** The trouble's line, if there is any. A stop in the middle of a call is none. */
async function unlessTrouble(work: () => Promise<void>): Promise<readonly string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof CalledOff) return [];
    if (!(error instanceof PlaceTrouble)) throw error;
    return [error.message];
  }
}
