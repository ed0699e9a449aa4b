import type { Batch } from "../../event.ts";
import type { Logger } from "../../observe/logger.ts";
import type { Clock } from "../../runtime/clock.ts";
import {
  allDelivered,
  noneDelivered,
  type DeliveryReport,
  type Destination,
} from "../destination.ts";
import { fileTrouble } from "../file-trouble.ts";
import { ndjson } from "../ndjson.ts";
import { RotatingFile, type Manner } from "../rotating-file.ts";
import { rotate } from "../rotation.ts";
import type { FileConfig } from "./config.ts";
import { FinishInTime } from "./finish-in-time.ts";
import { plainLines } from "./lines.ts";
import { gzipMembers } from "./members.ts";
import { publishTo } from "./publish.ts";

export interface FileSurroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly onBug: (error: unknown) => void;
}

/** NDJSON in a rotating file. A batch counts as delivered when it is in the file as a whole, with fsync on the disk. */
export function createFileDestination(
  config: FileConfig,
  surroundings: FileSurroundings,
): Destination {
  const { name, path, finished, rotateEveryMs } = config;
  const file = new RotatingFile(mannerOf(config, surroundings.clock));
  const finish = () => file.finish();
  const inTime =
    rotateEveryMs === undefined
      ? undefined
      : new FinishInTime({ ...surroundings, path, everyMs: rotateEveryMs, finish });
  // An earlier process may have left lines.
  inTime?.start();
  return {
    name,
    async deliver(batch: Batch, signal: AbortSignal): Promise<DeliveryReport> {
      const { events } = batch;
      try {
        if (!(await file.append(ndjson(batch), signal))) {
          const message = `The write to ${path} was called off`;
          return noneDelivered(events, { kind: "aborted", message });
        }
        inTime?.start();
        return allDelivered;
      } catch (error) {
        const trouble = fileTrouble(error, path);
        if (trouble === undefined) throw error;
        return noneDelivered(events, trouble);
      }
    },
    async close() {
      await inTime?.stop();
      if (finished.kind === "published") await finishLast(finish, path, surroundings.log);
      await file.close();
    },
  };
}

function mannerOf(config: FileConfig, clock: Clock): Manner {
  const { compression, finished, fsync, path, rotateBytes } = config;
  return {
    path,
    rotateBytes,
    fsync,
    form: compression === "gzip" ? gzipMembers : plainLines,
    putAway:
      finished.kind === "numbered"
        ? () => rotate({ path, keepFiles: finished.keepFiles })
        : publishTo(finished.directory, path, clock),
  };
}

/** What can't be finished now stays where it is, and the next process continues it. */
async function finishLast(finish: () => Promise<void>, path: string, log: Logger): Promise<void> {
  try {
    await finish();
  } catch (error) {
    const trouble = fileTrouble(error, path);
    if (trouble === undefined) throw error;
    log.warn({ path, reason: trouble.message }, "A file could not be finished at the end");
  }
}
