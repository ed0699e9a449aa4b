import type { Clock } from "../../runtime/clock.ts";
import { allDelivered, noneDelivered } from "../destination.ts";
import type { Carrier } from "./carrier.ts";
import type { Confirm, StreamConfig } from "./config.ts";
import { connect, type Connection } from "./connection.ts";
import { frame, framings } from "./frame.ts";
import { send } from "./send.ts";
import { addressOf } from "./trouble.ts";

/**
 * Syslog over TCP or TLS. A connection that breaks takes one batch with it, and all of that is sent again. The last
 * batch on a connection is confirmed by closing it, whatever confirms the others: then nothing is left on it unread.
 */
export function createStream(config: StreamConfig, clock: Clock): Carrier<Connection> {
  const { confirm, framing, receiver, sendTimeoutMs: ms } = config;
  const address = addressOf(receiver.tls === undefined ? "tcp" : "tls", receiver);
  return {
    address,
    connect: (signal) => connect(receiver, { clock, signal }),
    async send(connection, events, { isLast, signal }) {
      const bytes = frame(events, framings[framing]);
      const line = { connection, address };
      const how = isLast ? closing(confirm) : confirm;
      const trouble = await send(line, bytes, how, { clock, ms, signal });
      return trouble === undefined ? allDelivered : noneDelivered(events, trouble);
    },
  };
}

function closing(confirm: Confirm): Confirm {
  return { kind: "close", delayMs: confirm.kind === "none" ? 0 : confirm.delayMs };
}
