import type { Endpoint, Header } from "./attributes.ts";
import { destinationHost } from "./observables.ts";
import { written } from "./written.ts";
import type { Written } from "./written.ts";

/** What the caller turned to. The page that a login led to says more than the host that took it. */
export function destinationOf(
  host: string | undefined,
  page: string | undefined,
): Written<Endpoint> | undefined {
  const hostname = hostIn(page) ?? (isHostname(host) ? host : undefined);
  if ((hostname ?? page) === undefined) return undefined;
  return written(endpointOf({ serviceName: page, hostname }), destinationHost(hostname));
}

/** The host that was asked for stands in the headers where nothing else can carry it. */
export function headersOf(
  host: string | undefined,
  destination: Endpoint | undefined,
): readonly Header[] | undefined {
  const isCarried = host === undefined || destination?.hostname === host;
  return isCarried ? undefined : [{ name: "Host", value: host }];
}

export function endpointOf(parts: {
  serviceName?: string | undefined;
  hostname?: string | undefined;
}): Endpoint {
  return {
    autonomous_system: undefined,
    domain: undefined,
    hostname: parts.hostname,
    ip: undefined,
    location: undefined,
    name: undefined,
    owner: undefined,
    svc_name: parts.serviceName,
    uid: undefined,
  };
}

const maxHostLength = 253;
const hostname =
  /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

function isHostname(text: string | undefined): text is string {
  return text !== undefined && text.length <= maxHostLength && hostname.test(text);
}

function hostIn(page: string | undefined): string | undefined {
  const host = page === undefined ? undefined : URL.parse(page)?.hostname;
  return isHostname(host) ? host : undefined;
}
