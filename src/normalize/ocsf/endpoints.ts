import { memo } from "../memo.ts";
import { textOf } from "../value.ts";
import type { PlaceOf } from "../geo/place.ts";
import { ipOf } from "../network.ts";
import { tlsDetailsOf } from "../tls.ts";
import type { Endpoint, HttpRequest } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { autonomousSystemOf, locationOf } from "./location.ts";
import type { Reading } from "./reading.ts";
import { authentication } from "./route.ts";
import { accountOf } from "./user.ts";

const maxIpLength = 40;
const maxHostLength = 253;

/** Where the call came from: an address, the name of a service, or a VPC endpoint. */
export function sourceOf(
  { fields }: Reading,
  dialect: Dialect,
  placeOf: PlaceOf | undefined,
): Endpoint | undefined {
  const { hasFullEndpoints } = dialect;
  const address = textOf(fields["sourceIPAddress"]);
  const uid = textOf(fields["vpcEndpointId"]);
  if (address === undefined && uid === undefined) return undefined;
  const ip = addressIn(address);
  const domain = ip === undefined ? address : undefined;
  const owner = hasFullEndpoints ? accountOf(textOf(fields["vpcEndpointAccountId"])) : undefined;
  const place = ip === undefined ? undefined : placeOf?.(ip);
  return {
    autonomous_system: autonomousSystemOf(place, dialect),
    domain,
    hostname: undefined,
    ip,
    location: locationOf(place, dialect),
    name: hasFullEndpoints ? undefined : domain,
    owner: owner && { account: owner },
    svc_name: isService(domain) ? domain : undefined,
    uid,
  };
}

function addressIn(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= maxIpLength
    ? (addresses(text) ?? undefined)
    : undefined;
}

const addresses = memo(10_000, (text) => ipOf(text) ?? null);

/** For classes that can't be without. */
export function unknownSource({ author, service = author ?? "Unknown" }: Reading): Endpoint {
  return endpoint({ serviceName: service });
}

/** What the caller turned to. The page that a login led to says more than the host that took it. */
export function destinationOf(reading: Reading, classUid: number): Endpoint | undefined {
  const page = classUid === authentication ? textOf(reading.additional?.["LoginTo"]) : undefined;
  const hostname = (page && hostIn(page)) ?? hostOf(requestedHost(reading));
  if (page === undefined && hostname === undefined) return undefined;
  return endpoint({ serviceName: page, hostname });
}

/** The host that was asked for stands in the headers where nothing else can carry it. */
export function httpRequestOf(
  reading: Reading,
  destination: Endpoint | undefined,
): HttpRequest | undefined {
  const userAgent = textOf(reading.fields["userAgent"]);
  const host = requestedHost(reading);
  const isCarried = host === undefined || destination?.hostname === host;
  if (userAgent === undefined && isCarried) return undefined;
  return {
    http_headers: isCarried ? undefined : [{ name: "Host", value: host }],
    user_agent: userAgent,
  };
}

function endpoint(parts: {
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

function isService(address: string | undefined): boolean {
  if (address === undefined) return false;
  return (
    address.startsWith("AWS Internal") ||
    address.endsWith(".amazonaws.com") ||
    address.endsWith(".amazonaws.com.cn")
  );
}

function requestedHost({ fields }: Reading): string | undefined {
  return textOf(tlsDetailsOf(fields)?.["clientProvidedHostHeader"]);
}

const hostname =
  /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

const hostnames = memo(10_000, (text) =>
  text.length <= maxHostLength && hostname.test(text) ? text : null,
);

function hostOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (hostnames(text) ?? undefined);
}

function hostIn(page: string): string | undefined {
  return hostOf(URL.parse(page)?.hostname);
}
