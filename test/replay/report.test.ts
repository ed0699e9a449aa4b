import { describe, expect, it } from "vitest";
import type { Forwarder, Outcome } from "../../src/replay/forwarder.ts";
import { PlaceTrouble, type Found } from "../../src/replay/letter-place.ts";
import type { LetterChoice } from "../../src/replay/replay.ts";
import { reportReplay, reportSurvey } from "../../src/replay/report.ts";
import { idOfLetter, storedLetter } from "../support/letter-lines.ts";
import { ListedPlace } from "../support/listed-place.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { TextSink } from "../support/text-sink.ts";

const { signal } = new AbortController();
const refused: Outcome = { kind: "refused", reason: "mapping", message: "no such field" };

function found(eventId: string, destination = "elastic"): Found {
  return { letter: storedLetter(eventId, destination), where: eventId };
}

interface Options {
  readonly outcomes?: Readonly<Record<string, Outcome>>;
  readonly choice?: LetterChoice;
  readonly duplicates?: number;
  readonly stopping?: AbortSignal;
}

/** Replays the place. Letters are delivered where no other outcome is given for their event id. */
async function replayed(place: ListedPlace, options: Options = {}) {
  const { outcomes = {}, choice = {}, duplicates = 0, stopping = signal } = options;
  const sent: string[] = [];
  const forwarder: Forwarder = {
    async forward(letters) {
      sent.push(...letters.map(({ letter, to }) => `${idOfLetter(letter)} to ${to}`));
      return letters.map(({ letter }) => outcomes[idOfLetter(letter)] ?? { kind: "delivered" });
    },
  };
  const stream = new TextSink();
  const books = () => [{ duplicates, degraded: 0 }];
  const clock = new ManualClock();
  const code = await reportReplay({ place, forwarder, choice, books, clock, stream }, stopping);
  return { code, sent, lines: stream.text.trimEnd().split("\n") };
}

describe("a replay", () => {
  it("ends with 0 when everything was delivered", async () => {
    const place = new ListedPlace([found("a"), found("b")], [found("c")]);

    const { code, lines } = await replayed(place, { duplicates: 1 });

    expect(code).toBe(0);
    expect(place.removed).toEqual(["a", "b", "c"]);
    expect(lines).toEqual(["letters: 3 read = 2 delivered + 1 there already"]);
  });

  it("ends with 0 where there is nothing", async () => {
    const { code, lines } = await replayed(new ListedPlace());

    expect(code).toBe(0);
    expect(lines).toEqual(["letters: 0 read = 0 delivered"]);
  });

  it("ends with 1 and says why when letters are left", async () => {
    const torn: Found = { letter: undefined, where: "letters.ndjson line 4" };
    const place = new ListedPlace([found("a"), found("b"), torn, found("c", "old")]);
    const outcomes = { b: refused, c: { kind: "unknown destination" } } as const;

    const { code, lines } = await replayed(place, { outcomes });

    expect(code).toBe(1);
    expect(place.removed).toEqual(["a"]);
    expect(lines).toEqual([
      "Not a dead letter, and kept: letters.ndjson line 4",
      "1 refused by elastic: mapping, such as: no such field",
      "1 for old, which is not configured (--to sends them to another one)",
      "letters: 4 read = 1 delivered + 1 refused again + 1 for unknown destinations + 1 unreadable",
    ]);
  });

  it("leaves letters of other destinations than the chosen one where they are", async () => {
    const place = new ListedPlace([found("a"), found("b", "splunk")]);

    const { code, sent, lines } = await replayed(place, { choice: { only: "splunk" } });

    expect(code).toBe(0);
    expect(sent).toEqual(["b to splunk"]);
    expect(place.removed).toEqual(["b"]);
    expect(lines).toEqual(["letters: 2 read = 1 delivered + 1 for other destinations"]);
  });

  it("sends letters to another destination where that is wanted", async () => {
    const place = new ListedPlace([found("a", "old"), found("b")]);

    const { sent } = await replayed(place, { choice: { only: "old", to: "elastic" } });

    expect(sent).toEqual(["a to elastic"]);
  });

  it("ends with 1 when the place has trouble, and tells what was done before", async () => {
    const place = new ListedPlace([found("a")]);
    place.trouble = new PlaceTrouble("The disk is gone");

    const { code, lines } = await replayed(place);

    expect(code).toBe(1);
    expect(lines).toEqual(["The disk is gone", "letters: 1 read = 1 delivered"]);
  });

  it("ends with 1 when it was stopped", async () => {
    const place = new ListedPlace([found("a")]);

    const { code, lines } = await replayed(place, { stopping: AbortSignal.abort() });

    expect(code).toBe(1);
    expect(lines[0]).toBe("Stopped before the end; what was not sent stays");
  });

  it("names no more than a few unreadable lines", async () => {
    const torn = Array.from({ length: 1000 }, () => ({ letter: undefined, where: "a line" }));

    const { lines } = await replayed(new ListedPlace(torn));

    expect(lines.length).toBe(21);
    expect(lines.at(-1)).toBe("letters: 1000 read = 0 delivered + 1000 unreadable");
  });
});

describe("a survey", () => {
  it("counts letters by destination and reason, and removes none", async () => {
    const torn: Found = { letter: undefined, where: "letters.ndjson line 4" };
    const place = new ListedPlace([found("b", "splunk"), found("a"), torn], [found("c")]);
    const stdout = new TextSink();

    const code = await reportSurvey(place, { stdout, stderr: new TextSink() }, signal);

    expect(code).toBe(0);
    expect(stdout.text).toBe("2 elastic mapping\n1 splunk mapping\n1 unreadable\n");
    expect(place.removed).toEqual([]);
  });
});
