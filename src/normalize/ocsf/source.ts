import { memo } from "../memo.ts";
import { ipOf } from "../network.ts";
import { textOf } from "../value.ts";
import type { Place, PlaceOf } from "../geo/place.ts";
import type { Endpoint } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { endpointOf } from "./endpoints.ts";
import { autonomousSystemOf, locationOf } from "./location.ts";
import { sourceAddress, sourceDomain } from "./observables.ts";
import type { Reading } from "./reading.ts";
import { accountOf } from "./user.ts";
import { written } from "./written.ts";
import type { Written } from "./written.ts";

const maxIpLength = 40;
/** A source takes about 1 KB. */
const capacity = 10_000;

/** What a call's source is made of. */
interface Origin {
  /** Empty where the record has none. */
  readonly address: string;
  readonly ip: string | undefined;
  readonly gate: string | undefined;
  readonly gateOwner: string | undefined;
  readonly place: Place | undefined;
}

/** All that is known of an address, and the source that was made of it last. */
interface Known {
  readonly ip: string | undefined;
  last: { readonly origin: Origin; readonly source: Written<Endpoint> } | undefined;
}

/** Tells where calls came from: an address, the name of a service, or a VPC endpoint. */
export function createSourceOf(
  dialect: Dialect,
  placeOf: PlaceOf | undefined,
): (reading: Reading) => Written<Endpoint> | undefined {
  const addresses = memo(capacity, (address): Known => ({ ip: ipIn(address), last: undefined }));
  return ({ fields }) => {
    const address = textOf(fields["sourceIPAddress"]) ?? "";
    const gate = textOf(fields["vpcEndpointId"]);
    if (address === "" && gate === undefined) return undefined;
    const gateOwner = dialect.hasFullEndpoints ? textOf(fields["vpcEndpointAccountId"]) : undefined;
    const known = addresses(address);
    const { ip, last } = known;
    const origin = {
      address,
      ip,
      gate,
      gateOwner,
      place: ip === undefined ? undefined : placeOf?.(ip),
    };
    if (last !== undefined && isSame(last.origin, origin)) return last.source;
    const source = sourceFrom(origin, dialect);
    known.last = { origin, source };
    return source;
  };
}

function ipIn(address: string): string | undefined {
  return address.length <= maxIpLength ? ipOf(address) : undefined;
}

function isSame(one: Origin, other: Origin): boolean {
  return one.gate === other.gate && one.gateOwner === other.gateOwner && one.place === other.place;
}

function sourceFrom(
  { address, ip, gate, gateOwner, place }: Origin,
  dialect: Dialect,
): Written<Endpoint> {
  const owner = accountOf(gateOwner);
  const domain = ip === undefined && address !== "" ? address : undefined;
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
  const observables = sourceAddress(ip) + sourceDomain(domain);
  return written(source, observables);
}

/** For classes that can't be without. */
export function unknownSource({
  author,
  service = author ?? "Unknown",
}: Reading): Written<Endpoint> {
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
