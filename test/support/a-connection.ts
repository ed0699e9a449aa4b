import { onTestFinished } from "vitest";
import type { Receiver } from "../../src/deliver/syslog/config.ts";
import { connect, type Connection } from "../../src/deliver/syslog/connection.ts";
import type { Clock } from "../../src/runtime/clock.ts";
import { ManualClock } from "./manual-clock.ts";

export function aReceiver(changes: Partial<Receiver> & { readonly port: number }): Receiver {
  return { host: "127.0.0.1", tls: undefined, connectTimeoutMs: 5000, ...changes };
}

/** Dropped when the test is over. */
export async function aConnection(
  receiver: Receiver,
  clock: Clock = new ManualClock(),
): Promise<Connection> {
  const connection = await connect(receiver, { clock, signal: new AbortController().signal });
  if (typeof connection === "string") throw new Error(`Connecting ended by ${connection}`);
  onTestFinished(() => connection.drop());
  return connection;
}
