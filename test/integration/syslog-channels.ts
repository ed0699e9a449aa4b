import type { Destination } from "../../src/deliver/destination.ts";
import type {
  Confirm,
  Framing,
  Receiver,
  SyslogConfig,
  TransportConfig,
} from "../../src/deliver/syslog/config.ts";
import { createSyslogDestination } from "../../src/deliver/syslog/destination.ts";
import type { TlsConfig } from "../../src/deliver/tls.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import type { LogServer, Ports } from "./servers/log-server.ts";

export type Channel = keyof Ports;

export interface Way {
  readonly channel: Channel;
  /** With `tls` and `relps`. */
  readonly tls?: Pick<TlsConfig, "caFile" | "certFile" | "keyFile">;
  /** Of TCP and TLS. */
  readonly confirm?: Confirm;
}

/** A destination for what the server takes there. */
export function destinationAt({ ports }: LogServer, way: Way): Destination {
  const port = ports[way.channel];
  if (port === undefined) throw new Error(`The server has no ${way.channel}`);
  const config: SyslogConfig = {
    name: "soc",
    header: { kind: "rfc3164", facility: "audit" },
    maxMessageBytes: 900_000,
    transport: transports[way.channel]({ host: "127.0.0.1", port, connectTimeoutMs: 10_000 }, way),
    connectionMaxAgeMs: 600_000,
    retry: { initialMs: 100, maxMs: 1000 },
  };
  return createSyslogDestination(config, { clock: systemClock });
}

type Address = Omit<Receiver, "tls">;

const transports: Readonly<Record<Channel, (address: Address, way: Way) => TransportConfig>> = {
  udp: (receiver) => ({
    kind: "udp",
    receiver,
    confirm: { kind: "none" },
    datagramsPerSecond: 10_000,
    sendTimeoutMs,
  }),
  tcp: (address, way) => stream({ ...address, tls: undefined }, "octet_counting", way),
  lines: (address, way) => stream({ ...address, tls: undefined }, "line_feed", way),
  tls: (address, way) => stream({ ...address, tls: inTls(way) }, "octet_counting", way),
  relp: (address) => relp({ ...address, tls: undefined }),
  relps: (address, way) => relp({ ...address, tls: inTls(way) }),
};

const sendTimeoutMs = 20_000;

function stream(receiver: Receiver, framing: Framing, { confirm }: Way): TransportConfig {
  const byClosing = { kind: "close", delayMs: 100 } as const;
  return { kind: "stream", receiver, framing, confirm: confirm ?? byClosing, sendTimeoutMs };
}

function relp(receiver: Receiver): TransportConfig {
  return { kind: "relp", receiver, window: 128, answerTimeoutMs: 10_000 };
}

function inTls({ tls }: Way): TlsConfig {
  return { minVersion: "TLSv1.3", verify: true, ...tls };
}
