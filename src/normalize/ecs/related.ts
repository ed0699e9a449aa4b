/**
 * The values an analyst pivots on, gathered from wherever a record has them. Each list is free of repeats,
 * and absent when empty.
 */
import type { JsonObject } from "../../event.ts";
import { append, closed, opened, printed } from "../json-text.ts";
import { ipOf } from "../network.ts";
import { objectOf, textOf } from "../value.ts";
import type { Caller } from "./caller.ts";
import { distinct } from "./distinct.ts";
import type { Entities } from "./entities/entities.ts";
import { instancesOf } from "./instances.ts";
import type { Resources } from "./resources.ts";
import type { Address } from "./source.ts";
import type { Tls } from "./tls.ts";

interface Known {
  readonly caller: Caller;
  readonly address: Address;
  readonly tls: Tls | undefined;
  readonly resources: Resources;
  readonly entities: Entities | undefined;
}

/** `related` */
export function relatedText(fields: JsonObject, known: Known): string | undefined {
  const { caller, address, entities } = known;
  let related = append(opened, ',"user":', relatedUsers(fields, caller));
  related = append(related, ',"ip":', relatedIps(fields, address));
  related = append(related, ',"hosts":', relatedHosts(fields, known));
  related = append(related, ',"hash":', relatedHashes(fields));
  related = append(related, ',"entity":', printed(entities?.relatedEntity));
  return closed(related);
}

function relatedUsers(fields: JsonObject, caller: Caller): string | undefined {
  const request = objectOf(fields["requestParameters"]);
  const made = objectOf(objectOf(fields["responseElements"])?.["user"]);
  const called = textOf(request?.["userName"]);
  const renamed = textOf(request?.["newUserName"]);
  const id = textOf(made?.["userId"]);
  if (called === undefined && renamed === undefined && id === undefined) return caller.related;
  return printed(distinct([...caller.session, called, renamed, id, ...caller.names]));
}

function relatedIps(fields: JsonObject, { ip }: Address): string | undefined {
  const service = textOf(objectOf(fields["serviceEventDetails"])?.["sourceIpAddress"]);
  if (service === undefined) return ip === undefined ? undefined : `["${ip}"]`;
  return printed(distinct([ip, ipOf(service)]));
}

function relatedHosts(fields: JsonObject, { address, tls, resources }: Known): string | undefined {
  const hosts = distinct([
    isForeign(tls?.serverName) ? tls?.serverName : undefined,
    address.ip === undefined && isHostName(address.address) ? address.address : undefined,
    textOf(objectOf(fields["requestParameters"])?.["computerName"]),
    ...resources.instances,
    ...instancesOf(fields),
  ]);
  return printed(hosts);
}

/** Of a digest: the hash of the one before it, which links the chain. */
function relatedHashes(fields: JsonObject): string | undefined {
  return printed(distinct([textOf(fields["previousDigestHashValue"])]));
}

function isForeign(host: string | undefined): boolean {
  return host !== undefined && !host.endsWith(".amazonaws.com");
}

function isHostName(address: string | undefined): boolean {
  return (
    address !== undefined && address.includes(".") && !address.includes(" ") && isForeign(address)
  );
}
