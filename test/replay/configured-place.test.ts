import { describe, expect, it } from "vitest";
import type { DeadLetterConfig } from "../../src/config/dead-letter.ts";
import { choosePlace, type PlaceChoice } from "../../src/replay/configured-place.ts";
import { ManualClock } from "../support/manual-clock.ts";

const aFile: DeadLetterConfig = {
  type: "file",
  path: "/var/lib/trailferry/dead-letters.ndjson",
  rotateBytes: 1_000_000,
  keepFiles: 0,
};
const aQueue: DeadLetterConfig = {
  type: "sqs",
  queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/letters",
};
const aBucket: DeadLetterConfig = {
  type: "s3",
  bucket: "example-letters",
  compression: "gzip",
  pathStyle: false,
  region: "us-east-1",
};

function choose(config: DeadLetterConfig | undefined, flags: Partial<PlaceChoice>) {
  const limits = { letters: 1, bytes: 1 };
  return choosePlace(config, { onlyLook: true, limits, ...flags }, new ManualClock());
}

describe("choosing the place of dead letters", () => {
  it.each([
    { config: aFile, from: undefined },
    { config: aFile, from: "file" as const },
    { config: aQueue, from: "sqs" as const },
    { config: aBucket, from: "s3" as const, prefix: "2026/11/22" },
    { config: aBucket, from: "file" as const, paths: ["letters.ndjson"] },
    { config: undefined, paths: ["letters.ndjson"] },
  ])("takes $config.type with --from $from", ({ config, ...flags }) => {
    const place = choose(config, flags);

    expect(place).toMatchObject({ pages: expect.any(Function) });
    if (typeof place !== "string") place.close();
  });

  it.each([
    [undefined, {}, /has no dead_letter: name files with --from file --path$/],
    [undefined, { from: "s3" as const }, /has no dead_letter: give a configuration/],
    [aFile, { from: "sqs" as const }, /is of type file, not sqs: give a configuration/],
    [aQueue, { from: "file" as const }, /is of type sqs, not file: name files/],
    [aFile, { prefix: "2026" }, /^--prefix is for --from s3$/],
    [aBucket, { from: "s3" as const, paths: ["a"] }, /^--path is for --from file$/],
  ])("says what is wrong: %o %o", (config, flags, problem) => {
    const place = choose(config, flags);

    expect(place).toMatch(problem);
  });
});
