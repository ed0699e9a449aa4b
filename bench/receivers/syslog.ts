/** A syslog receiver by TCP or TLS: takes everything, keeps nothing, counts. Syslog has no answers. */
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { listenOn } from "../listen.ts";
import { FrameCounter } from "./frames.ts";
import type { Tally } from "./tally.ts";

export interface SyslogReceiver {
  readonly port: number;
  close(): void;
}

/** Plain TCP without a certificate. */
export async function startSyslogReceiver(
  tally: Tally,
  certificate?: Pick<TlsOptions, "cert" | "key">,
): Promise<SyslogReceiver> {
  const open = new Set<Socket>();
  const take = (socket: Socket) => {
    const frames = new FrameCounter();
    open.add(socket);
    tally.add({ documents: 0, requests: 1, wireBytes: 0, plainBytes: 0 });
    socket.on("data", (piece) => {
      const documents = typeof piece === "string" ? undefined : frames.push(piece);
      if (documents === undefined) socket.destroy();
      const { length } = piece;
      tally.add({ documents: documents ?? 0, requests: 0, wireBytes: length, plainBytes: length });
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
  };
  const server: Server =
    certificate === undefined ? createServer(take) : createTlsServer(certificate, take);
  return {
    port: await listenOn(server),
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
