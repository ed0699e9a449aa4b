/**
 * The values an analyst pivots on, gathered from wherever a record has them. Each list is free of repeats,
 * and absent when empty.
 */
import type { JsonObject } from "../../event.ts";
import type { Identity } from "../identity.ts";
import { objectAt, textAt } from "../value.ts";
import { instancesOf } from "./instances.ts";
import type { Source } from "../network.ts";
import { ipOf } from "../network.ts";

type Texts = readonly string[] | undefined;

export function relatedUsers(record: JsonObject, who: Identity): Texts {
  const request = objectAt(record, "requestParameters");
  const response = objectAt(record, "responseElements");
  const renamed = textAt(request, "newUserName");
  return distinct([
    who.sessionName,
    localPart(who.sessionName),
    textAt(request, "userName"),
    renamed,
    textAt(objectAt(response, "user"), "userId"),
    who.id,
    who.name,
    who.onBehalfOf,
  ]);
}

export function relatedIps(record: JsonObject, source: Source): Texts {
  const service = textAt(objectAt(record, "serviceEventDetails"), "sourceIpAddress");
  return distinct([source.ip, ipOf(service)]);
}

export function relatedHosts(
  record: JsonObject,
  source: Source,
  serverName: string | undefined,
): Texts {
  return distinct([
    isForeign(serverName) ? serverName : undefined,
    source.ip === undefined && isHostName(source.address) ? source.address : undefined,
    textAt(objectAt(record, "requestParameters"), "computerName"),
    ...instancesOf(record),
  ]);
}

function distinct(values: readonly (string | undefined)[]): Texts {
  const texts: string[] = [];
  for (const value of values) {
    if (value !== undefined && !texts.includes(value)) texts.push(value);
  }
  return texts.length === 0 ? undefined : texts;
}

function localPart(name: string | undefined): string | undefined {
  const at = name?.indexOf("@") ?? -1;
  return at > 0 ? name?.slice(0, at) : undefined;
}

function isForeign(host: string | undefined): boolean {
  return host !== undefined && !host.endsWith(".amazonaws.com");
}

function isHostName(address: string | undefined): boolean {
  return (
    address !== undefined && address.includes(".") && !address.includes(" ") && isForeign(address)
  );
}
