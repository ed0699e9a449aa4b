import { describe, expect, it } from "vitest";
import { createOcsf } from "../../../src/normalize/ocsf/event.ts";
import { aCall } from "../../support/a-call.ts";
import { anObject } from "../../support/events.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";
import { trailRecord } from "../../support/trail-record.ts";

describe("the metadata of an OCSF event", () => {
  it("say what log it is from, and which event in it", () => {
    const event = ocsfEvent(aCall({ sharedEventID: "5a6b7c8d-0001-EXAMPLE" }));

    expect(event).toHaveProperty("metadata", {
      correlation_uid: "5a6b7c8d-0001-EXAMPLE",
      event_code: "AwsApiCall",
      log_format: "JSON",
      log_name: "CloudTrail",
      log_provider: "CloudTrail",
      log_version: "1.11",
      original_event_uid: "0f1e2d3c-0001-EXAMPLE",
      original_time: "2026-11-22T09:15:04Z",
      product: {
        feature: { name: "Management" },
        name: "CloudTrail",
        vendor_name: "AWS",
        version: "1.11",
      },
      profiles: ["cloud", "datetime"],
      source: "CloudTrail Events",
      type: "Management Events",
      uid: "0f1e2d3c-0001-EXAMPLE",
      version: "1.8.0",
    });
  });

  it("name the object that the record was in", () => {
    const event: unknown = JSON.parse(String(createOcsf()(trailRecord(aCall(), anObject))));

    expect(event).toHaveProperty("metadata.log_source", `s3://${anObject.bucket}/${anObject.key}`);
  });

  it.each([
    [{ eventCategory: "Data" }, "Data"],
    [{ eventCategory: null, managementEvent: true }, "Management"],
    [{ eventCategory: null, managementEvent: false }, "Data"],
    [{ eventCategory: null }, "Management, Data, and Insights"],
  ])("have the category of %j", (fields, name) => {
    expect(ocsfEvent(aCall(fields))).toHaveProperty("metadata.product.feature", { name });
  });

  it("have an id also where the record has none", () => {
    const event = ocsfEvent({ digestS3Object: "a" });

    expect(event).toHaveProperty("metadata.uid", trailRecord({ digestS3Object: "a" }).id);
    expect(event).not.toHaveProperty("metadata.original_event_uid");
  });
});

describe("the time of an OCSF event", () => {
  it.each([
    ["2026-11-22T09:15:04Z", "2026-11-22T09:15:04Z"],
    ["2026-11-22T10:15:04+01:00", "2026-11-22T09:15:04.000Z"],
    ["2026-11-22T09:15:04.123456Z", "2026-11-22T09:15:04.123Z"],
  ])("is %s in both forms, in UTC", (eventTime, text) => {
    expect(ocsfEvent(aCall({ eventTime }))).toMatchObject({
      time: Date.parse(text),
      time_dt: text,
      timezone_offset: 0,
      metadata: { original_time: eventTime },
    });
  });

  it.each(["yesterday", null, "9999-12-31T23:59:59-10:00"])(
    "is that of the clock where the record has %j",
    (eventTime) => {
      const clock = new ManualClock();

      const event = ocsfEvent(aCall({ eventTime }), { clock });

      expect(event).toHaveProperty("time", clock.now());
      if (eventTime !== null) expect(event).toHaveProperty("metadata.original_time", eventTime);
    },
  );

  it("is the end of the window that was counted, beside both ends and the count", () => {
    const event = ocsfEvent({
      eventType: "AwsAggregatedEvent",
      timeWindow: { windowStart: "2026-11-22 09:10:00", windowEnd: "2026-11-22 09:15:00" },
      summary: {
        primaryDimension: {
          dimension: "eventName",
          aggregationType: "Count",
          statistics: [
            { name: "GetObject", value: 1200 },
            { name: "PutObject", value: 2 },
          ],
        },
      },
    });

    expect(event).toMatchObject({
      class_uid: 6003,
      activity_id: 99,
      count: 1202,
      time: Date.parse("2026-11-22T09:15:00Z"),
      start_time_dt: "2026-11-22T09:10:00.000Z",
      end_time_dt: "2026-11-22T09:15:00.000Z",
    });
  });
});

describe("the raw data of an OCSF event", () => {
  const text = '{ "eventName": "\\u00e4" }';

  it.each([
    ["1.1.0", {}],
    ["1.5.0", { raw_data_size: 25 }],
    ["1.8.0", { raw_data_size: 25, raw_data_hash: { algorithm: "SHA-256", algorithm_id: 3 } }],
  ] as const)("are the exact text, with what %s has to prove it", (version, expected) => {
    expect(ocsfEvent(text, { rawData: true, version })).toMatchObject({
      raw_data: text,
      ...expected,
    });
  });

  it("are left out unless asked for", () => {
    expect(ocsfEvent(text)).not.toHaveProperty("raw_data");
  });
});
