/** A RELP server on loopback that keeps the messages it takes, and that a test can have answer anything or nothing. */
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";
import { RelpRequests, type RelpRequest } from "./relp-requests.ts";

export interface RelpServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Default: one that is free. */
  readonly port?: number;
}

export interface RelpReaction {
  readonly stores?: boolean;
  /** Written as it is. */
  readonly says?: string;
  /** `stall`: nothing more is read. */
  readonly afterwards?: "reset" | "stall";
}

export type React = (request: RelpRequest) => RelpReaction;

const offers = "relp_version=0\nrelp_software=example\ncommands=syslog";

/** As a receiver that takes everything. */
export const taking: React = ({ command, transaction }) => ({
  stores: true,
  says: rsp(transaction, command === "open" ? `200 OK\n${offers}` : "200 OK"),
});

export function rsp(transaction: number, data: string): string {
  return `${transaction} rsp ${Buffer.byteLength(data)} ${data}\n`;
}

export class RelpServer {
  readonly messages: string[] = [];
  readonly requests: RelpRequest[] = [];
  readonly connections: Socket[] = [];
  readonly port: number;
  react: React = taking;
  readonly #server: Server;
  readonly #changes = new EventTarget();

  /** Stopped when the test is over. */
  static async listen({ tls, port }: RelpServerOptions = {}): Promise<RelpServer> {
    const server = tls === undefined ? createServer() : createTlsServer(tls);
    server.listen(port ?? 0, "127.0.0.1");
    await once(server, "listening");
    return new RelpServer(server);
  }

  private constructor(server: Server) {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("No TCP server");
    this.port = address.port;
    this.#server = server;
    server.on("connection", (socket) => {
      this.connections.push(socket);
      socket.on("error", () => undefined);
    });
    const serves = "setSecureContext" in server ? "secureConnection" : "connection";
    server.on(serves, (socket: Socket) => this.#serve(socket));
    onTestFinished(() => this.close());
  }

  /** Resolves when so many frames with this command have come. */
  async asked(command: string, count = 1): Promise<void> {
    while (this.requests.filter((request) => request.command === command).length < count)
      await once(this.#changes, "request");
  }

  close(): void {
    for (const socket of this.connections) socket.destroy();
    this.#server.close();
  }

  #serve(socket: Socket): void {
    const requests = new RelpRequests();
    let isOver = false;
    socket.on("error", () => undefined);
    socket.on("data", (piece) => {
      for (const request of requests.push(Buffer.from(piece))) {
        if (!isOver) isOver = this.#answer(request, socket);
      }
    });
  }

  /** Whether nothing more is read. */
  #answer(request: RelpRequest, socket: Socket): boolean {
    this.requests.push(request);
    const { stores, says, afterwards } = this.react(request);
    if (stores === true && request.command === "syslog") this.messages.push(request.data);
    if (says !== undefined) socket.write(says);
    if (afterwards === "reset") setImmediate(() => socket.resetAndDestroy());
    this.#changes.dispatchEvent(new Event("request"));
    return afterwards !== undefined;
  }
}
