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
  /** Default: one that is free. */
  readonly port?: number;
}

/** When it resets a connection. */
export type ResetAt = "start" | "data" | "end";

export class SyslogReceiver {
  readonly messages: string[] = [];
  readonly connections: Socket[] = [];
  readonly port: number;
  stubborn: boolean;
  resetAt: ResetAt | undefined;
  readonly #server: Server;
  readonly #changes = new EventTarget();

  /** Stopped when the test is over. */
  static async listen(options: SyslogReceiverOptions = {}): Promise<SyslogReceiver> {
    const { tls } = options;
    const server =
      tls === undefined
        ? createServer({ allowHalfOpen: true, pauseOnConnect: options.deaf === true })
        : createTlsServer({ ...tls, allowHalfOpen: true, requestCert: tls.ca !== undefined });
    server.listen(options.port ?? 0, "127.0.0.1");
    await once(server, "listening");
    return new SyslogReceiver(server, options);
  }

  private constructor(server: Server, options: SyslogReceiverOptions) {
    this.port = portOf(server.address());
    this.stubborn = options.stubborn === true;
    this.#server = server;
    server.on("connection", (socket) => {
      this.connections.push(socket);
      this.#tell("connection");
      socket.on("error", () => undefined);
      if (this.resetAt === "start") socket.resetAndDestroy();
      else if (options.tls === undefined) this.#read(socket, options);
    });
    server.on("secureConnection", (socket) => this.#read(socket, options));
    onTestFinished(() => this.close());
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

  /** Resolves when a sender has closed its side. */
  async ended(): Promise<void> {
    await once(this.#changes, "end");
  }

  close(): void {
    for (const socket of this.connections) socket.destroy();
    this.#server.close();
  }

  #read(socket: Socket, { framing = "octet_counting", deaf }: SyslogReceiverOptions): void {
    socket.on("error", () => undefined);
    if (deaf === true) return;
    const deframer = new Deframer(framing);
    socket.on("data", (piece) => {
      if (this.resetAt === "data") return this.#reset();
      this.messages.push(...deframer.push(Buffer.from(piece)));
      this.#tell("message");
    });
    socket.on("end", () => {
      this.#tell("end");
      if (this.resetAt === "end") this.#reset();
      else if (!this.stubborn) socket.end();
    });
  }

  #reset(): void {
    for (const socket of this.connections) socket.resetAndDestroy();
  }

  #tell(what: string): void {
    this.#changes.dispatchEvent(new Event(what));
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("No TCP server");
  return address.port;
}
