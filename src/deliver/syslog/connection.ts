/**
 * One TCP or TLS connection to a syslog receiver. The receiver says nothing, so all that is known of it is how the
 * connection ends: `lost` tells at once when the other side closes or resets it, whether or not anything is being sent.
 * A written byte has only reached our kernel; what that proves is for `send.ts` to judge.
 */
import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { withinDeadline, type Deadline } from "../../runtime/deadline.ts";
import { readTlsFiles } from "../tls-files.ts";
import type { Receiver } from "./config.ts";

/** Throws what the network or TLS has against it. */
export function connect(
  receiver: Receiver,
  { clock, signal }: Pick<Deadline, "clock" | "signal">,
): Promise<Connection | "timeout" | "aborted"> {
  const deadline = { clock, ms: receiver.connectTimeoutMs, signal };
  return withinDeadline(deadline, async (cut) => new Connection(await open(receiver, cut)));
}

export class Connection {
  readonly #socket: Socket;
  readonly #lost = new AbortController();
  #finishing = false;

  constructor(socket: Socket) {
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

  /** Resolves when our kernel has every byte. Throws where the connection is lost before. */
  async write(bytes: Buffer): Promise<void> {
    this.lost.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
    this.lost.throwIfAborted();
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

  /** Closes after what was written, without keeping the process alive for a receiver that does not read its end. */
  close(): void {
    this.#socket.unref();
    this.#socket.destroySoon();
  }

  /** Closes at once: after half a message nothing else can follow. */
  drop(): void {
    this.#lose(new ConnectionEnded());
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

async function open({ host, port, tls }: Receiver, signal: AbortSignal): Promise<Socket> {
  const socket =
    tls === undefined
      ? createConnection({ host, port })
      : connectTls({ host, port, ...(await readTlsFiles(tls)) });
  try {
    await once(socket, tls === undefined ? "connect" : "secureConnect", { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
