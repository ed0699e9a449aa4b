/** The names of what a call touched: the ARNs in a record's `resources`, each once. */
import { isJsonObject } from "../event.ts";
import type { JsonValue } from "../event.ts";
import { isList, textOf } from "./value.ts";

export function resourceNames(resources: JsonValue): readonly string[] {
  const names = new Set<string>();
  for (const item of isList(resources) ? resources : [resources]) {
    if (isJsonObject(item)) addName(names, item["ARN"], item["ARNPrefix"]);
  }
  return [...names];
}

/**
 * As `resourceNames`, out of the JSON text that nearly all records have, `[{"type":"…","ARN":"…"},…]` without escapes,
 * which takes a third of parsing it. Undefined where it has another form.
 */
export function plainResourceNames(source: string): readonly string[] | undefined {
  if (source.includes("\\")) return undefined;
  const names = new Set<string>();
  let at = 0;
  do {
    const end = addNameAt(names, source, at + 1);
    if (end < 0) return undefined;
    at = end;
  } while (source.charCodeAt(at) === comma);
  return at === source.length - 1 ? [...names] : undefined;
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Of an object whose values are texts; the position behind it, or -1 where it is none. */
function addNameAt(names: Set<string>, source: string, start: number): number {
  let arn: string | undefined;
  let prefix: string | undefined;
  let at = start;
  if (source.charCodeAt(at) !== openBrace) return -1;
  do {
    const name = at + 2;
    const nameEnd = source.charCodeAt(at + 1) === quote ? source.indexOf('"', name) : -1;
    if (source.charCodeAt(nameEnd + 1) !== colon || source.charCodeAt(nameEnd + 2) !== quote)
      return -1;
    const value = nameEnd + 3;
    at = source.indexOf('"', value) + 1;
    if (isName(source, name, nameEnd, "ARN")) arn = source.slice(value, at - 1);
    else if (isName(source, name, nameEnd, "ARNPrefix")) prefix = source.slice(value, at - 1);
  } while (source.charCodeAt(at) === comma);
  addName(names, arn, prefix);
  return source.charCodeAt(at) === closeBrace ? at + 1 : -1;
}

function isName(source: string, from: number, to: number, name: string): boolean {
  return to - from === name.length && source.startsWith(name, from);
}

function addName(names: Set<string>, arn?: JsonValue, prefix?: JsonValue): void {
  const name = textOf(arn) ?? textOf(prefix);
  if (name !== undefined) names.add(name);
}
