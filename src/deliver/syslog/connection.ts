/**
 * One TCP or TLS connection to a syslog receiver. Without RELP the receiver says nothing, so all that is known of it is
 * how the connection ends: `lost` tells at once when the other side closes or resets it, whether or not anything is
 * being sent. A written byte has only reached our kernel; what that proves is for `send.ts` to judge.
 */
import { once } from "node:events";
import { createConnection, isIP, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import { sleep } from "../../runtime/clock.ts";
import { withinDeadline, type Deadline } from "../../runtime/deadline.ts";
import { tlsOptionsFor } from "../tls-options.ts";
import type { Reusable } from "./carrier.ts";
import type { Receiver } from "./config.ts";

/** Throws what the network or TLS has against it. */
export function connect(
  receiver: Receiver,
  { clock, signal }: Pick<Deadline, "clock" | "signal">,
): Promise<Connection | "timeout" | "aborted"> {
  const deadline = { clock, ms: receiver.connectTimeoutMs, signal };
  return withinDeadline(deadline, async (cut) => {
    const socket = await open(receiver, { ...deadline, signal: cut });
    const connection = new Connection(socket, clock.monotonic());
    if (socket instanceof TLSSocket && socket.getProtocol() === "TLSv1.3")
      await welcomed(socket, connection, { clock, signal: cut });
    return connection;
  });
}

export class Connection implements Reusable {
  readonly openedAt: number;
  readonly #socket: Socket;
  readonly #lost = new AbortController();
  #finishing = false;

  constructor(socket: Socket, openedAt: number) {
    this.openedAt = openedAt;
    this.#socket = socket;
    socket.setKeepAlive(true, keepAliveMs);
    socket.setNoDelay(true);
    socket.on("error", (error) => this.#lose(error));
    socket.on("end", () => {
      if (!this.#finishing) this.#lose(new ConnectionEnded());
    });
    socket.on("close", () => this.#lose(new ConnectionEnded()));
    // Unread, whatever a receiver says would hide that it has closed.
    socket.resume();
  }

  /** Aborted when nothing can be sent any more, with the error as its reason. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Calls back with each piece of what the receiver says from now on. */
  hear(listener: (piece: Buffer) => void): void {
    this.#socket.on("data", (piece) => listener(Buffer.from(piece)));
  }

  /** Resolves when our kernel has every byte. Throws where the connection is lost before. */
  async write(bytes: Buffer): Promise<void> {
    this.lost.throwIfAborted();
    const error = await new Promise<Error | null | undefined>((resolve) => {
      this.#socket.write(bytes, resolve);
    });
    // What broke the connection says more than that a write was cancelled.
    this.lost.throwIfAborted();
    if (error instanceof Error) throw error;
  }

  /**
   * Closes our side, and resolves when the other side has closed its own in answer. Throws where it broke the
   * connection instead, as a kernel does for a receiver that left bytes unread.
   */
  async finish(): Promise<void> {
    this.lost.throwIfAborted();
    this.#finishing = true;
    const closed = once(this.#socket, "close");
    this.#socket.end();
    await closed;
    if (!this.#socket.readableEnded) throw new ConnectionEnded();
  }

  /** Closes after what was written and a last word, without keeping the process alive for a receiver that does not read. */
  close(lastWord = Buffer.alloc(0)): void {
    if (this.lost.aborted) return;
    this.#socket.unref();
    if (lastWord.length > 0) this.#socket.write(lastWord);
    this.#socket.destroySoon();
  }

  /** Closes at once: after half a message, or an answer that makes no sense, nothing else can follow. */
  drop(reason: Error = new ConnectionEnded()): void {
    this.#lose(reason);
  }

  #lose(error: Error): void {
    this.#lost.abort(error);
    this.#socket.destroy();
  }
}

/** Finds a dead receiver on an idle connection, and keeps load balancers from forgetting it. */
const keepAliveMs = 15_000;

class ConnectionEnded extends Error {
  /** Node's own code for a stream that ended too early. */
  readonly code = "ERR_STREAM_PREMATURE_CLOSE";

  constructor() {
    super("The connection was closed");
  }
}

async function open(receiver: Receiver, deadline: Deadline): Promise<Socket> {
  const { host, port, tls } = receiver;
  const socket =
    tls === undefined
      ? createConnection({ host, port })
      : connectTls({
          host,
          port,
          ...named(host),
          ...(await tlsOptionsFor(tls, receiver, deadline)),
        });
  try {
    const { signal } = deadline;
    await once(socket, tls === undefined ? "connect" : "secureConnect", { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** More than a round trip. Not every receiver has tickets. */
const welcomeMs = 1000;

/**
 * With TLS 1.3 our handshake is over before the receiver has looked at our certificate. Whatever is written then is
 * lost where it wants another one, and with it often the alert that says so. A session ticket, the first thing that it
 * says where all is well, is therefore waited for.
 */
async function welcomed(
  socket: TLSSocket,
  connection: Connection,
  { clock, signal }: Pick<Deadline, "clock" | "signal">,
): Promise<void> {
  const ticket = new AbortController();
  socket.once("session", () => ticket.abort());
  const ends = AbortSignal.any([ticket.signal, connection.lost, signal]);
  await sleep(clock, welcomeMs, ends);
  if (signal.aborted) connection.drop();
  connection.lost.throwIfAborted();
}

/** A receiver with several names chooses its certificate by it; an address is no name. */
function named(host: string): { readonly servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}
