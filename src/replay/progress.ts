import type { Writable } from "node:stream";
import { SingleBar } from "cli-progress";
import type { Clock } from "../runtime/clock.ts";
import type { Tally } from "./tally.ts";

/** How far a replay has come, for whoever watches it. */
export interface Progress {
  advance(amount: number): void;
  end(): void;
}

export interface ProgressOptions {
  readonly stream: Writable & { readonly isTTY?: boolean };
  /** In the unit of `advance`. */
  readonly total: number;
  readonly tally: Tally;
  readonly clock: Clock;
}

/** A bar on a terminal, else a line now and then. */
export function createProgress(options: ProgressOptions): Progress {
  return options.stream.isTTY === true ? createBar(options) : createLines(options);
}

function createBar({ stream, total, tally }: ProgressOptions): Progress {
  const format = "{bar} {percentage}% | {delivered} delivered, {left} left | {duration_formatted}";
  const counts = () => ({ delivered: tally.delivered, left: tally.left });
  const bar = new SingleBar({ stream, format, hideCursor: true, gracefulExit: false });
  let done = 0;
  bar.start(Math.max(total, 1), 0, counts());
  return {
    advance(amount) {
      done += amount;
      // Letters that come while others are sent make the place larger than it was measured.
      if (done > bar.getTotal()) bar.setTotal(done);
      bar.update(done, counts());
    },
    end() {
      bar.stop();
    },
  };
}

const everyMs = 10_000;

function createLines({ stream, tally, clock }: ProgressOptions): Progress {
  let last = clock.monotonic();
  return {
    advance() {
      if (clock.monotonic() - last < everyMs) return;
      last = clock.monotonic();
      stream.write(
        `letters: ${tally.read} read, ${tally.delivered} delivered, ${tally.left} left\n`,
      );
    },
    end: () => undefined,
  };
}
