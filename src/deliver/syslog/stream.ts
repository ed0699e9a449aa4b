import { Blocks } from "../../runtime/blocks.ts";
import type { Clock } from "../../runtime/clock.ts";
import { allDelivered, noneDelivered } from "../destination.ts";
import type { Carrier } from "./carrier.ts";
import type { ConfirmWithin, StreamConfig } from "./config.ts";
import { connect, type Connection } from "./connection.ts";
import { Frames, framings } from "./frame.ts";
import { send } from "./send.ts";
import { addressOfStream } from "./trouble.ts";

/**
 * Syslog over TCP or TLS, but for what settles (`Settling`). A connection that breaks takes one batch with it, and
 * all of that is sent again. The last batch on a connection is confirmed by closing it, whatever confirms the others:
 * then nothing is left on it unread.
 */
export function createStream(
  config: StreamConfig,
  confirm: ConfirmWithin,
  clock: Clock,
): Carrier<Connection> {
  const { framing, receiver, sendTimeoutMs: ms } = config;
  const address = addressOfStream(receiver);
  const blocks = new Blocks();
  return {
    address,
    connect: (signal) => connect(receiver, { clock, signal }),
    async send(connection, events, { isLast, signal }) {
      const frames = new Frames(events, framings[framing], blocks);
      const line = { connection, address };
      const how = isLast ? closing(confirm) : confirm;
      const trouble = await send(line, frames.pieces, how, { clock, ms, signal });
      if (trouble !== undefined) return noneDelivered(events, trouble);
      frames.release();
      return allDelivered;
    },
  };
}

function closing(confirm: ConfirmWithin): ConfirmWithin {
  return { kind: "close", delayMs: confirm.kind === "none" ? 0 : confirm.delayMs };
}
