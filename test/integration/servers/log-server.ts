import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import type { Command, Runs } from "./plan.ts";
import { startServer } from "./provider.ts";

/** A syslog server that writes what it understood of each message into a file; `written.ts` reads it. */
export interface LogServer extends Runs {
  readonly product: LogProduct;
  readonly ports: Ports;
  readonly file: string;
  /** Kills it, and starts it again: what it had not written by then is gone. */
  crash(): Promise<void>;
}

export type LogProduct = "rsyslog" | "syslog-ng";

/** Where it listens for what. `tcp` and `tls` are with octet counting, `lines` is TCP with line feeds. */
export interface Ports {
  readonly udp: number;
  readonly tcp: number;
  readonly lines: number;
  readonly tls: number;
  readonly relp?: number;
  readonly relps?: number;
}

/** What the server shows, and who may send to it. */
export interface ServerTls {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** The common name in a sender's certificate. */
  readonly sender: string;
}

export interface LogServerPlan {
  readonly product: LogProduct;
  readonly ports: Ports;
  /** Has the server write to `written.ndjson` and its process id to `pid`, both in the home. */
  readonly command: (home: string) => Promise<Omit<Command, "endsBy">>;
}

/** Its home, with the file, goes when it stops. */
export async function startLogServer(plan: LogServerPlan): Promise<LogServer> {
  const { product, ports, command } = plan;
  let home = "";
  const server = await startServer({
    name: product,
    url: () => new URL(`tcp://127.0.0.1:${ports.tcp}`),
    isReady: () => allListen(streamsOf(ports)),
    async asProcess(place) {
      ({ home } = place);
      return { ...(await command(home)), endsBy: "signal" };
    },
  });
  return {
    product,
    ports,
    file: join(home, "written.ndjson"),
    stop: () => server.stop(),
    restart: () => server.restart(),
    async crash() {
      process.kill(Number(await readFile(join(home, "pid"), "utf8")), "SIGKILL");
      await server.restart();
    },
  };
}

/** Whether anything listens for datagrams can't be seen. */
function streamsOf(ports: Ports): readonly number[] {
  return Object.entries(ports).flatMap(([channel, port]) => (channel === "udp" ? [] : [port]));
}

async function allListen(ports: readonly number[]): Promise<boolean> {
  const listening = await Promise.all(ports.map(listens));
  return listening.every(Boolean);
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
