import { scalar } from "./fields.ts";

export interface SyslogUrl {
  readonly scheme: SyslogScheme;
  /** A name or an address; of IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

export type SyslogScheme = (typeof schemes)[number];

const schemes = ["udp", "tcp", "tls", "relp", "relps"] as const;

/** As the IANA has assigned them; RELP has none. */
const ports: Readonly<Record<SyslogScheme, number | undefined>> = {
  udp: 514,
  tcp: 514,
  tls: 6514,
  relp: undefined,
  relps: undefined,
};

export const syslogUrl = scalar<SyslogUrl>(
  { type: "string", format: "uri", examples: ["tls://siem.example:6514"] },
  (value) => {
    const url = typeof value === "string" ? URL.parse(value) : null;
    const scheme = schemes.find((name) => url?.protocol === `${name}:`);
    if (url === null || scheme === undefined || !/^([\w.-]+|\[[\da-f:.]+\])$/i.test(url.hostname))
      return {
        problem:
          "is not the URL of a syslog receiver: udp://, tcp://, tls://, relp:// or relps:// and a host, for example tls://siem.example:6514",
      };
    if (`${url.username}${url.password}${url.search}${url.hash}` !== "" || url.pathname.length > 1)
      return { problem: "is a URL with more than a host and a port; leave the rest out" };
    const port = url.port === "" ? ports[scheme] : Number(url.port);
    if (port === undefined || port === 0)
      return { problem: "is a URL without a port; add the one that the receiver listens at" };
    return { value: { scheme, host: url.hostname.replaceAll(/[[\]]/g, ""), port } };
  },
  ({ scheme, host, port }) => `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`,
);
