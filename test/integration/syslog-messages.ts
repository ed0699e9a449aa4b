import { createHeader } from "../../src/deliver/syslog/header.ts";
import { withHeader } from "../../src/deliver/syslog/message.ts";
import type { HeaderConfig } from "../../src/deliver/syslog/config.ts";
import type { EncodedEvent } from "../../src/event.ts";
import { createNormalize, type Format } from "../../src/normalize/format.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { encoded } from "../support/encoded.ts";
import { anObject } from "../support/events.ts";
import { createDescribe } from "../../src/normalize/particulars.ts";
import { trailRecord } from "../support/trail-record.ts";

export interface Dress {
  readonly format: Format;
  readonly header: HeaderConfig["kind"];
  /** Of RFC 5424. */
  readonly byteOrderMark?: boolean;
}

/** The records as messages, with all that the headers can have. */
export function messagesOf(
  records: readonly string[],
  { format, header, byteOrderMark = false }: Dress,
): readonly EncodedEvent[] {
  const writeHeader = createHeader(configOf({ format, header, byteOrderMark }), systemClock);
  const normalize = withHeader(createNormalize(format), writeHeader, createDescribe());
  return encoded(
    records.map((record) => trailRecord(record, anObject)),
    normalize,
  );
}

function configOf({ format, header, byteOrderMark }: Required<Dress>): HeaderConfig {
  const facility = "audit";
  if (header === "rfc5424") {
    const appName = "cloudtrail";
    return { kind: header, facility, appName, structuredDataId: "aws@32473", byteOrderMark };
  }
  const hasOwnTag = format === "cef" || format === "leef";
  return { kind: header, facility, ...(!hasOwnTag && { tag: "cloudtrail" }) };
}

/** At the limits of what servers have to take, in length and in characters. */
export const remarkable: readonly string[] = [
  ...["x", "€", "🚀", '"\\'].map((text) => text.repeat(60_000 / Buffer.byteLength(text))),
  "Größe – 東京 – \u{10ffff} – e\u0301 – \u202e",
  "line\nline\r\nline\u2028line\u0085\u000b",
  "tab\tbell\u0007escape\u001b[31m",
  "\ud800 \udfff",
].map((policy, index) =>
  JSON.stringify({
    eventVersion: "1.11",
    eventTime: "2026-03-04T05:06:07Z",
    eventID: `remarkable-${index}`,
    eventSource: "s3.amazonaws.com",
    eventName: "PutBucketPolicy",
    awsRegion: "eu-central-1",
    recipientAccountId: "111122223333",
    errorMessage: policy.slice(0, 1000),
    requestParameters: { policy },
  }),
);
