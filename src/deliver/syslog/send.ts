import { withinDeadline, type Deadline } from "../../runtime/deadline.ts";
import type { Trouble } from "../destination.ts";
import type { ConfirmWithin } from "./config.ts";
import type { Connection } from "./connection.ts";
import { settled } from "./settle.ts";
import { calledOff, cutShort, troubleOf } from "./trouble.ts";

/** A connection and what messages call it: `tls://siem.example:6514`. */
export interface Line {
  readonly connection: Connection;
  readonly address: string;
}

/**
 * Sends pieces of whole frames and waits for what confirms them; the deadline is for the sending and for the closing
 * each, not for the settling. Undefined when confirmed; otherwise any part of them may have arrived, and all have to be sent again.
 * With `close` the connection has ended, so other frames on it must be confirmed by then.
 */
export async function send(
  line: Line,
  pieces: readonly Buffer[],
  confirm: ConfirmWithin,
  deadline: Deadline,
): Promise<Trouble | undefined> {
  const { connection, address } = line;
  try {
    const unsent = await inTime(line, deadline, async () => {
      for (const piece of pieces) await connection.write(piece);
    });
    if (unsent !== undefined || confirm.kind === "none") return unsent;
    if (!(await settled(connection.lost, confirm.delayMs, deadline))) return calledOff(address);
    return await inTime(line, deadline, () => connection.finish());
  } catch (error) {
    return troubleOf(error, address);
  }
}

/** What is not done in time may be half done, and nothing else can follow on the connection. */
async function inTime(
  { connection, address }: Line,
  deadline: Deadline,
  work: () => Promise<void>,
): Promise<Trouble | undefined> {
  const ended = await withinDeadline(deadline, async () => {
    await work();
    return connection;
  });
  if (typeof ended !== "string") return undefined;
  connection.drop();
  const late = `Could not send everything in time to ${address}: the receiver does not read, or not as fast as it is sent to.`;
  return cutShort(ended, address, late);
}
