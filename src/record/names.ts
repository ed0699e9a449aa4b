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

/** The place of a name among `memberNames`; -1 for another. */
export function indexOfName(name: string): number {
  return indexes.get(name) ?? -1;
}

/** The names one behind the other, each with the quote that closes it. */
const letters = Buffer.from(memberNames.map((name) => `${name}"`).join(""));
const ends = new Uint16Array(memberNames.length);
/** Which name a slot has, plus one. No two names share a slot: `slotOf` was chosen for that, and a test watches it. */
const slots = new Uint8Array(256);
let end = 0;
for (const [index, name] of memberNames.entries()) {
  slots[slotOf(letters, end, end + name.length)] = index + 1;
  end += name.length + 1;
  ends[index] = end;
}

/** The place among `memberNames` of the name that stands in `bytes`, with its closing quote behind it; -1 for another. */
export function nameAt(bytes: Buffer, from: number, to: number): number {
  const slot = slots[slotOf(bytes, from, to)] ?? 0;
  return slot > 0 && endOfName(bytes, from, slot - 1) === to + 1 ? slot - 1 : -1;
}

/** The position behind this name and its closing quote, where it is the one that begins at `from`; else -1. */
export function endOfName(bytes: Buffer, from: number, index: number): number {
  const begin = index === 0 ? 0 : (ends[index - 1] ?? 0);
  const length = (ends[index] ?? 0) - begin;
  if (from + length > bytes.length) return -1;
  for (let at = 0; at < length; at += 1) if (letters[begin + at] !== bytes[from + at]) return -1;
  return from + length;
}

/** `from` lies behind a quote, and the name may be of any length. */
function slotOf(bytes: Buffer, from: number, to: number): number {
  const first = bytes[from] ?? 0;
  const thirdLast = bytes[Math.max(0, to - 3)] ?? 0;
  const last = bytes[Math.max(0, to - 1)] ?? 0;
  return (to - from + first + thirdLast * 31 + last) & 0xff;
}
