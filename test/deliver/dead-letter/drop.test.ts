import { pino } from "pino";
import { expect, it } from "vitest";
import { createDrop } from "../../../src/deliver/dead-letter/drop.ts";
import { createSeldom } from "../../../src/observe/seldom.ts";
import { aRecord } from "../../support/events.ts";
import { ManualClock } from "../../support/manual-clock.ts";

it("drops what it is given, and says so once a minute", async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line) => lines.push(line) });
  const drop = createDrop({ log, seldom: createSeldom(new ManualClock()) });
  const overflow = { record: aRecord("a"), reason: "overflow", message: "no room" } as const;

  const buried = [await drop("console", [overflow]), await drop("console", [overflow])];

  expect(buried).toEqual([false, false]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { destination: "console", records: 1, reason: "overflow" },
  ]);
});
