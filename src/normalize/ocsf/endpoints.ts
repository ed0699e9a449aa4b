import { quoted } from "../json-text.ts";
import { memo } from "../memo.ts";
import { tlsDetailsOf } from "../tls.ts";
import { textOf } from "../value.ts";
import type { Endpoint, HttpRequest } from "./attributes.ts";
import { destinationHost, userAgentObservable } from "./observables.ts";
import type { Reading } from "./reading.ts";
import { authentication } from "./route.ts";
import { optional, written } from "./written.ts";
import type { Written } from "./written.ts";

const maxHostLength = 253;

/** What the caller turned to. The page that a login led to says more than the host that took it. */
export function destinationOf(
  reading: Reading,
  host: string | undefined,
  classUid: number,
): Written<Endpoint> | undefined {
  const page = classUid === authentication ? textOf(reading.additional?.["LoginTo"]) : undefined;
  if (page === undefined) return hostOf(host);
  const hostname = (hostIn(page) ?? hostOf(host))?.hostname;
  return written(endpointOf({ serviceName: page, hostname }), destinationHost(hostname));
}

/** The host that was asked for stands in the headers where nothing else can carry it. */
export function httpRequestOf(
  { fields }: Reading,
  host: string | undefined,
  destination: Endpoint | undefined,
): Written<HttpRequest> | undefined {
  const userAgent = textOf(fields["userAgent"]);
  const isCarried = host === undefined || destination?.hostname === host;
  if (userAgent === undefined && isCarried) return undefined;
  const agentText = userAgent === undefined ? undefined : quoted(userAgent);
  const headers = isCarried ? undefined : [{ name: "Host", value: host }];
  return {
    http_headers: headers,
    user_agent: userAgent,
    text: httpText(headers, agentText),
    observables: agentText === undefined ? "" : userAgentObservable(agentText),
  };
}

function httpText(headers: HttpRequest["http_headers"], agent: string | undefined): string {
  if (headers === undefined) return `{"user_agent":${agent}}`;
  return `{"http_headers":${JSON.stringify(headers)}${optional(',"user_agent":', agent)}}`;
}

/** The host that was asked for, as the connection tells it. */
export function requestedHost({ fields }: Reading): string | undefined {
  return textOf(tlsDetailsOf(fields)?.["clientProvidedHostHeader"]);
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

const hostname =
  /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

/** About 1 KB each. */
const hosts = memo(10_000, (host): Written<Endpoint> | null =>
  host.length <= maxHostLength && hostname.test(host)
    ? written(endpointOf({ hostname: host }), destinationHost(host))
    : null,
);

function hostOf(text: string | undefined): Written<Endpoint> | undefined {
  return text === undefined ? undefined : (hosts(text) ?? undefined);
}

function hostIn(page: string): Written<Endpoint> | undefined {
  return hostOf(URL.parse(page)?.hostname);
}
