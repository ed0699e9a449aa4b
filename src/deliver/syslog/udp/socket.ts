import { createSocket, type Socket } from "node:dgram";
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { withinDeadline, type Deadline } from "../../../runtime/deadline.ts";
import type { Reusable } from "../carrier.ts";
import type { UdpConfig } from "../config.ts";

/** Throws what the resolver or the network has against it. */
export function openSocket(
  receiver: UdpConfig["receiver"],
  { clock, signal }: Pick<Deadline, "clock" | "signal">,
): Promise<UdpSocket | "timeout" | "aborted"> {
  const deadline = { clock, ms: receiver.connectTimeoutMs, signal };
  return withinDeadline(deadline, async (cut) => {
    const socket = await open(receiver, cut);
    return new UdpSocket(socket, clock.monotonic());
  });
}

/**
 * A socket that sends to one receiver. It is connected, which sends nothing, but has the kernel tell us where the
 * receiver's host answers that nothing listens: that loses the socket.
 */
export class UdpSocket implements Reusable {
  readonly openedAt: number;
  readonly #socket: Socket;
  readonly #lost = new AbortController();

  constructor(socket: Socket, openedAt: number) {
    this.openedAt = openedAt;
    this.#socket = socket;
    socket.on("error", (error) => this.drop(error));
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Resolves when our kernel has the message, or has found it too large for a datagram. Throws where the network takes
   * none, which may be because of an earlier one.
   */
  async send(message: string | Buffer): Promise<"sent" | "too_large"> {
    this.lost.throwIfAborted();
    const error = await new Promise<Error | null>((resolve) => {
      this.#socket.send(message, resolve);
    });
    if (error === null) return "sent";
    if ("code" in error && error.code === "EMSGSIZE") return "too_large";
    this.drop(error);
    throw error;
  }

  close(): void {
    this.drop(new Error("The socket was closed"));
  }

  drop(reason: Error): void {
    if (this.lost.aborted) return;
    this.#lost.abort(reason);
    this.#socket.close();
  }
}

async function open({ host, port }: UdpConfig["receiver"], signal: AbortSignal): Promise<Socket> {
  return openFirst(await lookup(host, { all: true }), port, signal);
}

/** A name may have addresses that there is no way to from here, as those of IPv6 on many a machine. */
async function openFirst(
  [first, ...others]: readonly LookupAddress[],
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = createSocket(first?.family === 6 ? "udp6" : "udp4");
  try {
    socket.connect(port, first?.address);
    await once(socket, "connect", { signal });
    return socket;
  } catch (error) {
    socket.close();
    if (others.length === 0 || signal.aborted) throw error;
    return openFirst(others, port, signal);
  }
}
