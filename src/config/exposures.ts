/**
 * What a configuration shows to others on the way.
 */
import type { Finding } from "./document.ts";
import type { ConfigFile } from "./schema.ts";

type Destination = ConfigFile["destinations"][number];
type Syslog = Extract<Destination, { readonly type: "syslog" }>;
type OverHttp = Extract<Destination, { readonly type: "elasticsearch" | "splunk_hec" }>;

export function* exposures({ destinations }: ConfigFile): Iterable<Finding> {
  for (const [index, destination] of destinations.entries()) {
    if (!("tls" in destination)) continue;
    const findings =
      destination.type === "syslog" ? plainSyslog(destination) : plainHttp(destination);
    for (const { path, message } of findings)
      yield { path: ["destinations", index, ...path], message, showsValue: true };
    if (!destination.tls.verify)
      yield {
        path: ["destinations", index, "tls", "verify"],
        message: "lets anyone in between read and answer; it is for tests only",
        showsValue: true,
      };
  }
}

const loopback = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

interface Plain {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function plainSyslog({ url: { scheme, host } }: Syslog): readonly Plain[] {
  if (scheme === "tls" || scheme === "relps" || loopback.test(host)) return [];
  const secure = scheme === "relp" ? "relps://" : "tls://";
  return [{ path: ["url"], message: `sends events unencrypted; use ${secure}` }];
}

function plainHttp(destination: OverHttp): readonly Plain[] {
  if (destination.type === "elasticsearch" && destination.auth === undefined) return [];
  const message = "sends events and credentials unencrypted; use https://";
  return addressesOf(destination)
    .filter(({ url }) => url.protocol !== "https:" && !loopback.test(url.hostname))
    .map(({ path }) => ({ path, message }));
}

function addressesOf(destination: OverHttp) {
  const several = (destination.urls ?? []).map((url, index) => ({ path: ["urls", index], url }));
  const one = destination.type === "splunk_hec" ? destination.url : undefined;
  return one === undefined ? several : [...several, { path: ["url"], url: one }];
}
