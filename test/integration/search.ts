import type { Product } from "../../src/deliver/elasticsearch/template.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/event.ts";

/** What a server is asked, and which documents it must find. */
export interface Search {
  /** Completes "finds …". */
  readonly finds: string;
  readonly query: JsonObject;
  readonly isMeant: (document: JsonObject) => boolean;
  /** The one that has no index of the field. */
  readonly notIn?: Product;
}

/** All values at a dotted path, of every object in the lists on the way. */
export function valuesAt(document: JsonObject, path: string): readonly JsonValue[] {
  let values: readonly JsonValue[] = [document];
  for (const key of path.split(".")) {
    values = values
      .flatMap((value) => (isJsonObject(value) ? [value[key] ?? null] : []))
      .flatMap((value) => (Array.isArray(value) ? value : [value]));
  }
  return values.filter((value) => value !== null);
}

export function textsAt(document: JsonObject, path: string): readonly string[] {
  return valuesAt(document, path).map((value) =>
    typeof value === "string" ? value : JSON.stringify(value),
  );
}

/** Whether a text at the path is as the condition says. */
export function hasText(
  document: JsonObject,
  path: string,
  condition: (text: string) => boolean,
): boolean {
  return textsAt(document, path).some(condition);
}

export function equal(finds: string, field: string, value: string): Search {
  return {
    finds,
    query: { term: { [field]: value } },
    isMeant: (document) => hasText(document, field, (text) => text === value),
  };
}

/** A wildcard on both sides, as rules have it; with the case as it is. */
export function like(finds: string, field: string, part: string): Search {
  return {
    finds,
    query: { wildcard: { [field]: `*${part}*` } },
    isMeant: (document) => hasText(document, field, (text) => text.includes(part)),
  };
}
