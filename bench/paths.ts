/** The ways through the program that are measured: what is written, and to what kind of destination. */
import type { JsonObject } from "../src/event.ts";
import type { Format } from "../src/normalize/format.ts";
import type { Receivers } from "./control.ts";

export const formats = ["ecs", "ocsf", "raw", "cef", "leef"] as const satisfies readonly Format[];

export interface Path {
  readonly name: string;
  readonly title: string;
  /** One for each destination. */
  readonly formats: readonly Format[];
  /** As the configuration file says them. Undefined where this machine can't have such a receiver. */
  destinations(receivers: Receivers): readonly JsonObject[] | undefined;
}

type Destination = (receivers: Receivers) => JsonObject | undefined;

export const paths: readonly Path[] = [
  path("ecs-bulk", "ECS → bulk", { ecs: bulk("ecs") }),
  path("ocsf-bulk", "OCSF → bulk", { ocsf: bulk("ocsf") }),
  path("raw-bulk", "raw → bulk", { raw: bulk("raw") }),
  path("raw-hec", "raw → HEC", { raw: hec(false) }),
  path("raw-hec-acks", "raw → HEC, indexer acks", { raw: hec(true) }),
  path("cef-tcp", "CEF → syslog TCP", { cef: syslog("cef", "tcp") }),
  path("cef-tls", "CEF → syslog TLS", { cef: syslog("cef", "tls") }),
  path("leef-tcp", "LEEF → syslog TCP", { leef: syslog("leef", "tcp") }),
  path("three", "ECS → bulk, raw → HEC, CEF → syslog TCP", {
    ecs: bulk("ecs"),
    raw: hec(false),
    cef: syslog("cef", "tcp"),
  }),
];

export function pathNamed(name: string): Path {
  const found = paths.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`There is no path ${name}`);
  return found;
}

function path(
  name: string,
  title: string,
  destinations: { readonly [format in Format]?: Destination },
): Path {
  return {
    name,
    title,
    formats: formats.filter((format) => destinations[format] !== undefined),
    destinations(receivers) {
      const made = Object.values(destinations).map((make) => make(receivers));
      const whole = made.filter((one) => one !== undefined);
      return whole.length < made.length ? undefined : whole;
    },
  };
}

function bulk(format: Format): Destination {
  return ({ httpUrl }) => ({ name: "bulk", type: "elasticsearch", urls: [httpUrl], format });
}

function hec(acknowledge: boolean): Destination {
  return ({ httpUrl }) => ({
    name: "hec",
    type: "splunk_hec",
    url: httpUrl,
    token: "00000000-0000-0000-0000-00000EXAMPLE",
    format: "raw",
    acknowledge,
  });
}

function syslog(format: Format, transport: "tcp" | "tls"): Destination {
  return ({ tcpUrl, tls }) => {
    const common = { name: "syslog", type: "syslog", format };
    if (transport === "tcp") return { ...common, url: tcpUrl };
    return tls && { ...common, url: tls.url, tls: { ca_file: tls.caFile } };
  };
}
