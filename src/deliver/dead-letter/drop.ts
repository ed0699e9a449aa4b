import type { Logger } from "../../observe/logger.ts";
import type { Seldom } from "../../observe/seldom.ts";
import type { Bury } from "./bury.ts";

/** In place of dead letters, where the operator wants none of a destination that is not required: stores nothing. */
export function createDrop({ log, seldom }: { log: Logger; seldom: Seldom }): Bury {
  return (destination, rejections) => {
    const [first] = rejections;
    const due = first && seldom(`dropped ${destination} ${first.reason}`);
    if (due !== undefined)
      log.warn(
        { destination, records: rejections.length, reason: first?.reason, ...due },
        "Dropped records, as the destination's `losses` says",
      );
    return Promise.resolve(false);
  };
}
