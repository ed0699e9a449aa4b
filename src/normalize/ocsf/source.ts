import type { JsonObject } from "../../event.ts";
import { ipOf } from "../network.ts";
import { textOf } from "../value.ts";
import type { Place } from "../geo/place.ts";
import type { Action } from "./action.ts";
import type { Endpoint } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { endpointOf } from "./endpoints.ts";
import { autonomousSystemOf, locationOf } from "./location.ts";
import { sourceAddress, sourceDomain } from "./observables.ts";
import { accountOf } from "./user.ts";
import { written } from "./written.ts";
import type { Written } from "./written.ts";

const maxIpLength = 40;

/** The text, where it is an address, and not the name of a service. */
export function ipIn(address: string | undefined): string | undefined {
  return address !== undefined && address.length <= maxIpLength ? ipOf(address) : undefined;
}

/** Where calls came from: an address, the name of a service, or a VPC endpoint. */
export function sourceOf(
  members: JsonObject,
  place: Place | undefined,
  dialect: Dialect,
): Written<Endpoint> | undefined {
  const address = textOf(members["sourceIPAddress"]);
  const gate = textOf(members["vpcEndpointId"]);
  if ((address ?? gate) === undefined) return undefined;
  const owner = dialect.hasFullEndpoints
    ? accountOf(textOf(members["vpcEndpointAccountId"]))
    : undefined;
  const ip = ipIn(address);
  const domain = ip === undefined ? address : undefined;
  const source: Endpoint = {
    autonomous_system: autonomousSystemOf(place, dialect),
    domain,
    hostname: undefined,
    ip,
    location: locationOf(place, dialect),
    name: dialect.hasFullEndpoints ? undefined : domain,
    owner: owner && { account: owner },
    svc_name: isService(domain) ? domain : undefined,
    uid: gate,
  };
  return written(source, sourceAddress(ip) + sourceDomain(domain));
}

/** For classes that can't be without. */
export function unknownSource({
  author,
  service = author ?? "Unknown",
}: Action): Written<Endpoint> {
  return written(endpointOf({ serviceName: service }), "");
}

function isService(address: string | undefined): boolean {
  if (address === undefined) return false;
  return (
    address.startsWith("AWS Internal") ||
    address.endsWith(".amazonaws.com") ||
    address.endsWith(".amazonaws.com.cn")
  );
}
