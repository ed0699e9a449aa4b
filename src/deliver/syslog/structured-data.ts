import type { Particulars } from "./particulars.ts";

/** Leaves every id of AWS whole, and a header with an end. */
const longestValue = 64;

/** One element of RFC 5424's structured data; values that the record doesn't have are left out. */
export function structuredData(id: string, { account, region, eventId }: Particulars): string {
  return `[${id}${param("accountId", account)}${param("region", region)}${param("eventID", eventId)}]`;
}

function param(name: string, value: string | undefined): string {
  return value === undefined ? "" : ` ${name}="${escaped(value.slice(0, longestValue))}"`;
}

/** What AWS's own ids consist of. */
const plain = /^[\w:/.-]*$/;

/** These three and no others have an escape. A line break would end the message where line feeds frame it. */
function escaped(value: string): string {
  if (plain.test(value)) return value;
  return value
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll(/["\\\]]/g, String.raw`\$&`);
}
