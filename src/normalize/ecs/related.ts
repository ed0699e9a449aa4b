/**
 * The values an analyst pivots on, gathered from wherever a record has them. Each list is free of repeats,
 * and absent when empty.
 */
import type { JsonObject } from "../../event.ts";
import type { Identity } from "../identity.ts";
import { flat } from "../flat.ts";
import { memo } from "../memo.ts";
import { objectOf, textOf } from "../value.ts";
import type { Entities } from "./entities/entities.ts";
import { instancesOf } from "./instances.ts";
import type { Source } from "../network.ts";
import { ipOf } from "../network.ts";
import { present } from "./present.ts";

type Texts = readonly string[] | undefined;

interface Known {
  readonly who: Identity;
  readonly source: Source;
  readonly serverName: string | undefined;
  readonly entities: Entities | undefined;
}

export function relatedOf(record: JsonObject, { who, source, serverName, entities }: Known) {
  return present({
    user: relatedUsers(record, who),
    ip: relatedIps(record, source),
    hosts: relatedHosts(record, source, serverName),
    hash: relatedHashes(record),
    entity: entities?.relatedEntity,
  });
}

function relatedUsers(record: JsonObject, who: Identity): Texts {
  const request = objectOf(record["requestParameters"]);
  const response = objectOf(record["responseElements"]);
  const renamed = textOf(request?.["newUserName"]);
  return distinct([
    who.sessionName,
    localPart(who.sessionName),
    textOf(request?.["userName"]),
    renamed,
    textOf(objectOf(response?.["user"])?.["userId"]),
    who.id,
    who.name,
    who.onBehalfOf,
  ]);
}

function relatedIps(record: JsonObject, source: Source): Texts {
  const service = textOf(objectOf(record["serviceEventDetails"])?.["sourceIpAddress"]);
  return distinct([source.ip, ipOf(service)]);
}

function relatedHosts(record: JsonObject, source: Source, serverName: string | undefined): Texts {
  return distinct([
    isForeign(serverName) ? serverName : undefined,
    source.ip === undefined && isHostName(source.address) ? source.address : undefined,
    textOf(objectOf(record["requestParameters"])?.["computerName"]),
    ...instancesOf(record),
  ]);
}

/** Of a digest: the hash of the one before it, which links the chain. */
function relatedHashes(record: JsonObject): Texts {
  return distinct([textOf(record["previousDigestHashValue"])]);
}

function distinct(values: readonly (string | undefined)[]): Texts {
  const texts: string[] = [];
  for (const value of values) {
    if (value !== undefined && !texts.includes(value)) texts.push(value);
  }
  return texts.length === 0 ? undefined : texts;
}

function localPart(name: string | undefined): string | undefined {
  return name !== undefined && name.indexOf("@") > 0 ? beforeAt(name) : undefined;
}

const beforeAt = memo(1000, (name) => flat(name.slice(0, name.indexOf("@"))));

function isForeign(host: string | undefined): boolean {
  return host !== undefined && !host.endsWith(".amazonaws.com");
}

function isHostName(address: string | undefined): boolean {
  return (
    address !== undefined && address.includes(".") && !address.includes(" ") && isForeign(address)
  );
}
