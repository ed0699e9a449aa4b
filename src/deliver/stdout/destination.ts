import type { Writable } from "node:stream";
import {
  allDelivered,
  noneDelivered,
  type DeliveryReport,
  type Destination,
  type Trouble,
} from "../destination.ts";
import { ndjson } from "../ndjson.ts";

export interface StdoutConfig {
  readonly name: string;
}

/** NDJSON on a stream. A batch counts as delivered when the stream has passed it on. The stream is not ended. */
export function createStdoutDestination(config: StdoutConfig, stream: Writable): Destination {
  let lastWrite: Promise<Error | undefined> = Promise.resolve(undefined);
  stream.on("error", reportedByItsWrite);
  return {
    name: config.name,
    async deliver(batch, signal): Promise<DeliveryReport> {
      const { events } = batch;
      if (signal.aborted) return noneDelivered(events, calledOff);
      lastWrite = write(stream, ndjson(batch));
      const outcome = await orAborted(lastWrite, signal);
      if (outcome === "aborted") return noneDelivered(events, calledOff);
      return outcome === undefined ? allDelivered : noneDelivered(events, troubleOf(outcome));
    },
    /** What the reader has not taken would keep the process alive unseen; waiting for it here, the last resort sees it. */
    async close() {
      await lastWrite;
      stream.off("error", reportedByItsWrite);
    },
  };
}

/** An error that nobody listens to would end the process. */
function reportedByItsWrite(): void {}

function write(stream: Writable, lines: Buffer): Promise<Error | undefined> {
  return new Promise((resolve) => {
    stream.write(lines, (error) => resolve(error ?? undefined));
  });
}

const calledOff: Trouble = {
  kind: "aborted",
  message: "The write to standard output was called off",
};

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | "aborted"> {
  const { promise: aborted, resolve } = Promise.withResolvers<"aborted">();
  const onAbort = () => resolve("aborted");
  signal.addEventListener("abort", onAbort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function troubleOf(error: Error): Trouble {
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const advice =
    code === "EPIPE"
      ? "whoever reads it has gone; start again with a reader."
      : "see what the system says about where it goes.";
  return { kind: "unreachable", message: `Cannot write to standard output (${code}): ${advice}` };
}
