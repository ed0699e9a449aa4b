/**
 * The values an analyst pivots on, gathered from wherever a record has them. Each list is free of repeats,
 * and absent when empty.
 */
import type { JsonObject } from "../../event.ts";
import { append, closed, opened, printed } from "../json-text.ts";
import { ipOf } from "../network.ts";
import { objectOf, textOf } from "../value.ts";
import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import { distinct } from "./distinct.ts";
import type { Entities } from "./entities/entities.ts";
import { instancesOf } from "./instances.ts";
import type { Resources } from "./resources.ts";

interface Known {
  readonly caller: Caller;
  readonly call: Call;
  readonly resources: Resources;
  readonly entities: Entities | undefined;
}

/** `related` */
export function relatedText(fields: JsonObject, known: Known): string | undefined {
  const { caller, entities } = known;
  let related = usersAndIps(fields, caller);
  related = append(related, ',"hosts":', relatedHosts(fields, known));
  related = append(related, ',"hash":', relatedHashes(fields));
  related = append(related, ',"entity":', printed(entities?.relatedEntity));
  return closed(related);
}

function usersAndIps(fields: JsonObject, caller: Caller): string {
  const users = usersNamed(fields);
  const service = textOf(objectOf(fields["serviceEventDetails"])?.["sourceIpAddress"]);
  if (users === undefined && service === undefined) return caller.related;
  const user = distinct([...caller.session, ...(users ?? []), ...caller.names]);
  const ip = distinct([caller.ip, ipOf(service)]);
  return append(append(opened, ',"user":', printed(user)), ',"ip":', printed(ip));
}

/** Those that the call is about. */
function usersNamed(fields: JsonObject): readonly (string | undefined)[] | undefined {
  const request = objectOf(fields["requestParameters"]);
  const made = objectOf(objectOf(fields["responseElements"])?.["user"]);
  const called = textOf(request?.["userName"]);
  const renamed = textOf(request?.["newUserName"]);
  const id = textOf(made?.["userId"]);
  const isNone = called === undefined && renamed === undefined && id === undefined;
  return isNone ? undefined : [called, renamed, id];
}

function relatedHosts(fields: JsonObject, { caller, call, resources }: Known): string | undefined {
  const hosts = distinct([
    call.host,
    caller.host,
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
