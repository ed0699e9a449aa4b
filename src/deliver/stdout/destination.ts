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
  stream.on("error", reportedByItsWrite);
  return {
    name: config.name,
    deliver({ events }, signal): Promise<DeliveryReport> {
      const aborted = noneDelivered(events, {
        kind: "aborted",
        message: "The write to standard output was called off",
      });
      if (signal.aborted) return Promise.resolve(aborted);
      return new Promise((resolve) => {
        const end = (report: DeliveryReport) => {
          signal.removeEventListener("abort", onAbort);
          resolve(report);
        };
        const onAbort = () => end(aborted);
        signal.addEventListener("abort", onAbort);
        stream.write(ndjson(events), (error) => {
          end(error ? noneDelivered(events, readerGone(error)) : allDelivered);
        });
      });
    },
    close() {
      stream.off("error", reportedByItsWrite);
      return Promise.resolve();
    },
  };
}

/** An error that nobody listens to would end the process. */
function reportedByItsWrite(): void {}

function readerGone(error: Error): Trouble {
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return {
    kind: "unreachable",
    message: `Cannot write to standard output (${code}): whoever reads it has gone.`,
  };
}
