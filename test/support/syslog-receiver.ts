/** A syslog server on loopback that keeps what it reads, and that a test can have stop reading, close or reset. */
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";
import type { Framing } from "../../src/deliver/syslog/config.ts";
import { Deframer } from "./deframer.ts";

export interface SyslogReceiverOptions {
  readonly framing?: Framing;
  /** With `ca`, senders must show a certificate that it signed. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string };
  /** Takes connections and never reads from them. */
  readonly deaf?: boolean;
  /** Does not close when the sender has closed its side. */
  readonly stubborn?: boolean;
}

export class SyslogReceiver {
  readonly messages: string[] = [];
  readonly connections: Socket[] = [];
  readonly port: number;
  readonly #changes = new EventTarget();

  /** Stopped when the test is over. */
  static async listen(options: SyslogReceiverOptions = {}): Promise<SyslogReceiver> {
    const allowHalfOpen = options.stubborn === true;
    const { tls } = options;
    const server =
      tls === undefined
        ? createServer({ allowHalfOpen, pauseOnConnect: options.deaf === true })
        : createTlsServer({ ...tls, allowHalfOpen, requestCert: tls.ca !== undefined });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new SyslogReceiver(server, options);
  }

  private constructor(server: Server, options: SyslogReceiverOptions) {
    this.port = portOf(server.address());
    server.on("connection", (socket) => {
      this.connections.push(socket);
      this.#changes.dispatchEvent(new Event("connection"));
      socket.on("error", () => undefined);
      if (options.tls === undefined) this.#read(socket, options);
    });
    server.on("secureConnection", (socket) => this.#read(socket, options));
    onTestFinished(() => {
      for (const socket of this.connections) socket.destroy();
      server.close();
    });
  }

  /** The first connection, which the sender may know of before its receiver does. */
  async accepted(): Promise<Socket> {
    const [first] = this.connections;
    if (first !== undefined) return first;
    await once(this.#changes, "connection");
    return this.accepted();
  }

  /** Resolves when so many messages are whole. */
  async received(count: number): Promise<void> {
    while (this.messages.length < count) await once(this.#changes, "message");
  }

  #read(socket: Socket, { framing = "octet_counting", deaf }: SyslogReceiverOptions): void {
    socket.on("error", () => undefined);
    if (deaf === true) return;
    const deframer = new Deframer(framing);
    socket.on("data", (piece) => {
      this.messages.push(...deframer.push(Buffer.from(piece)));
      this.#changes.dispatchEvent(new Event("message"));
    });
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("No TCP server");
  return address.port;
}
