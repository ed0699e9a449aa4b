import type { Batch } from "../../event.ts";
import {
  allDelivered,
  noneDelivered,
  type DeliveryReport,
  type Destination,
} from "../destination.ts";
import { fileTrouble } from "../file-trouble.ts";
import { ndjson } from "../ndjson.ts";
import { RotatingFile } from "../rotating-file.ts";
import type { FileConfig } from "./config.ts";

/** NDJSON in a rotating file. A batch counts as delivered when it is on the disk as a whole. */
export function createFileDestination(config: FileConfig): Destination {
  const file = new RotatingFile(config);
  return {
    name: config.name,
    close: () => file.close(),
    async deliver({ events }: Batch, signal: AbortSignal): Promise<DeliveryReport> {
      try {
        if (await file.append(ndjson(events), signal)) return allDelivered;
        const message = `The write to ${config.path} was called off`;
        return noneDelivered(events, { kind: "aborted", message });
      } catch (error) {
        const trouble = fileTrouble(error, config.path);
        if (trouble === undefined) throw error;
        return noneDelivered(events, trouble);
      }
    },
  };
}
