/**
 * The names that the members of CloudTrail's records have: those of trails and event data stores, of insights in both
 * forms and of aggregated events. A record with any other name is parsed as a whole, so the list decides only on speed.
 */
export const memberNames = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "requestID",
  "eventID",
  "readOnly",
  "resources",
  "eventType",
  "apiVersion",
  "managementEvent",
  "recipientAccountId",
  "serviceEventDetails",
  "sharedEventID",
  "vpcEndpointId",
  "vpcEndpointAccountId",
  "eventCategory",
  "tlsDetails",
  "sessionCredentialFromConsole",
  "addendum",
  "eventContext",
  "edgeDeviceDetails",
  "insightDetails",
  "insightSource",
  "insightType",
  "insightState",
  "insightEventSource",
  "insightEventName",
  "insightErrorCode",
  "insightContext",
  "eventId",
  "accountId",
  "timeWindow",
  "summary",
] as const;

const indexes: ReadonlyMap<string, number> = new Map(
  memberNames.map((name, index) => [name, index]),
);

/** The place of a name among `memberNames`; undefined for another. */
export function indexOfName(name: string): number | undefined {
  return indexes.get(name);
}

const spellings: readonly Buffer[] = memberNames.map((name) => Buffer.from(`${name}"`));
/** Which name a slot has, plus one. No two names share a slot: `slotOf` was chosen for that, and a test watches it. */
const slots = new Uint8Array(256);
for (const [index, bytes] of spellings.entries())
  slots[slotOf(bytes, 0, bytes.length - 1)] = index + 1;

/** The place among `memberNames` of the name that stands in `bytes`, with its closing quote behind it; -1 for another. */
export function nameAt(bytes: Buffer, from: number, to: number): number {
  const index = (slots[slotOf(bytes, from, to)] ?? 0) - 1;
  return index >= 0 && endOfName(bytes, from, index) === to + 1 ? index : -1;
}

/** The position behind this name and its closing quote, where it is the one that begins at `from`; else -1. */
export function endOfName(bytes: Buffer, from: number, index: number): number {
  const name = spellings[index];
  if (name === undefined) return -1;
  for (let at = 0; at < name.length; at += 1) if (name[at] !== bytes[from + at]) return -1;
  return from + name.length;
}

function slotOf(bytes: Buffer, from: number, to: number): number {
  const thirdLast = bytes[to - 3] ?? 0;
  const last = bytes[to - 1] ?? 0;
  return (to - from + (bytes[from] ?? 0) + thirdLast * 31 + last) & 0xff;
}
