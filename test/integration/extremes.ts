import type { JsonObject } from "../../src/event.ts";

/** Where a server has a limit: 32,766 bytes for a value in an index, of which OpenSearch takes the field's name. */
const lengths = [1024, 8191, 8192, 32_600, 32_766, 70_000];

const payloads: readonly JsonObject[] = [
  ...lengths.map((length) => ({ policy: "x".repeat(length) })),
  ...lengths.map((length) => ({ policy: "€".repeat(length / 3) })),
  ...lengths.map((length) => ({ policy: Array.from({ length: length / 10 }, () => "x") })),
  ...lengths.map((length) => ({ ["k".repeat(length / 2)]: { ["k".repeat(length / 2)]: true } })),
  ...[18, 19, 20, 21, 95].map(nested),
  { list: [1, [2, { of: [{ lists: [3, null] }] }]] },
  { "": 1, ".": 2, "a.b": 3, a: { b: 4 }, "c..d": 5, nul: "\u0000" },
];

/** Records with payloads around the limits of the servers: of a value, of a field, and of how deep it goes. */
export const extremes: readonly string[] = payloads.map((payload, index) =>
  JSON.stringify({
    eventVersion: "1.11",
    eventTime: "2026-03-04T05:00:00Z",
    eventID: `extreme-${index}`,
    eventSource: "s3.amazonaws.com",
    eventName: "PutBucketPolicy",
    errorMessage: JSON.stringify(payload).slice(0, 8000),
    requestParameters: payload,
    responseElements: payload,
    ...others(payload),
  }),
);

/** OCSF has them all in `unmapped`. */
function others(payload: JsonObject): JsonObject {
  return {
    additionalEventData: payload,
    serviceEventDetails: payload,
    insightDetails: payload,
    userIdentity: { sessionContext: { webIdFederationData: { attributes: payload } } },
  };
}

function nested(levels: number): JsonObject {
  return levels === 0 ? { deep: true } : { level: nested(levels - 1) };
}
