import { sleep } from "../../runtime/clock.ts";
import { withinDeadline, type Deadline } from "../../runtime/deadline.ts";
import type { Trouble } from "../destination.ts";
import { networkTrouble } from "../network-trouble.ts";
import type { Confirm } from "./config.ts";
import type { Connection } from "./connection.ts";

/** A connection and what messages call it: `tls://siem.example:6514`. */
export interface Line {
  readonly connection: Connection;
  readonly address: string;
}

/**
 * Sends whole frames and waits for what confirms them; the deadline is for the sending and the closing, not for the
 * settling. Undefined when confirmed; otherwise any part of them may have arrived, and all have to be sent again.
 * With `close` the connection has ended, so no other frames may be on it.
 */
export async function send(
  { connection, address }: Line,
  bytes: Buffer,
  confirm: Confirm,
  deadline: Deadline,
): Promise<Trouble | undefined> {
  try {
    const sent = await withinDeadline(deadline, async () => {
      await connection.write(bytes);
      if (confirm.kind === "close") await connection.finish();
      return connection;
    });
    if (sent === "timeout" || sent === "aborted") {
      connection.drop();
      return cutShort(sent, address);
    }
    if (confirm.kind !== "settle") return undefined;
    const { clock, signal } = deadline;
    const ends = AbortSignal.any([signal, connection.lost]);
    if (await sleep(clock, confirm.delayMs, ends)) return undefined;
    connection.lost.throwIfAborted();
    return cutShort("aborted", address);
  } catch (error) {
    const trouble = networkTrouble(error, address);
    if (trouble === undefined) throw error;
    return trouble;
  }
}

function cutShort(kind: "timeout" | "aborted", address: string): Trouble {
  const message =
    kind === "timeout"
      ? `Could not send everything in time to ${address}: the receiver does not read, or not as fast as it is sent to.`
      : `Called off a delivery to ${address}`;
  return { kind, message };
}
