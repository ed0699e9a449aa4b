import type { JsonValue } from "../../event.ts";
import { quoted } from "../json-text.ts";
import { isBlank, isEmpty } from "../value.ts";
import type { Reading } from "./reading.ts";
import { secretNames, withoutSecrets } from "./secrets.ts";

/** What goes in and comes out of a call: as JSON text, which every store can index, or as an object. */
export type Payloads = "text" | "object";

/**
 * A payload of the record as the JSON text of an attribute. Where nothing is to be hidden, and nothing is written in
 * another way than JSON.stringify would, the record's own text is taken, which is a third of the price of parsing it.
 */
export function payloadText(
  { fields, record }: Reading,
  name: "requestParameters" | "responseElements",
  payloads: Payloads,
): string | undefined {
  const source = record.source(name);
  if (source === undefined || (source.length <= longestVoid && voids.has(source))) return undefined;
  if (payloads === "text" && !mustBePrinted.test(source)) return quoted(source);
  const value = payloadOf(fields[name], payloads);
  return value === undefined ? undefined : JSON.stringify(value);
}

export function payloadOf(value: JsonValue | undefined, payloads: Payloads): JsonValue | undefined {
  if (isBlank(value) || isEmpty(value)) return undefined;
  const shown = withoutSecrets(value);
  return payloads === "object" ? shown : JSON.stringify(shown);
}

const voids = new Set(["null", "{}", "[]", '""', '"-"', '"none"']);
const longestVoid = 6;

/** A key that may be a secret's, a letter that need not be escaped, or blanks between tokens. */
const mustBePrinted = new RegExp(
  [`"(?:${secretNames.join("|")})"`, String.raw`\\[u/]`, String.raw`[,:{[]\s`].join("|"),
);
