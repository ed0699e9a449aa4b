import { pino } from "pino";
import { describe, expect, it } from "vitest";

import { Health } from "../../src/observe/health.ts";
import { createSeldom } from "../../src/observe/seldom.ts";
import { Trouble } from "../../src/source/trouble.ts";
import { sqsError } from "../support/fake-queue.ts";
import { ManualClock } from "../support/manual-clock.ts";

function aTrouble() {
  const clock = new ManualClock();
  const health = new Health();
  const lines: Record<string, unknown>[] = [];
  const trouble = new Trouble({
    source: "trail",
    component: "source trail",
    action: "sqs:ReceiveMessage",
    log: pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) }),
    health,
    seldom: createSeldom(clock),
  });
  return { trouble, clock, health, lines };
}

describe("trouble with the queue", () => {
  it("tells in the health what is wrong and what to do, until it is over", () => {
    const { trouble, health } = aTrouble();

    trouble.report(sqsError("AccessDenied", { status: 403 }));
    const reason = health.problems["source trail"];
    trouble.over();

    expect(reason).toMatch(/^Allow sqs:ReceiveMessage .*AccessDenied/);
    expect(health.problems).toEqual({});
  });

  it("is told once when it comes and goes within a minute", () => {
    const { trouble, lines } = aTrouble();

    for (let n = 0; n < 5; n += 1) {
      trouble.report(sqsError("InternalError", { status: 500 }));
      trouble.over();
    }

    expect(lines.map(({ level }) => level)).toEqual([40, 30]);
  });

  it("is told at once when it changes its kind", () => {
    const { trouble, lines } = aTrouble();

    trouble.report(sqsError("InternalError", { status: 500 }));
    trouble.report(sqsError("QueueDoesNotExist"));

    expect(lines.map(({ reason }) => reason)).toEqual(["unavailable", "queue_missing"]);
  });
});
