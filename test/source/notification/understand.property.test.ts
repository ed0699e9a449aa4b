import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { understand } from "../../../src/source/notification/understand.ts";
import { anyText, anyTextOf } from "../../support/any-text.ts";
import { fixture } from "../../support/fixture.ts";

const bucket = "example-trail-bucket";
const key = anyTextOf({ minLength: 1, maxLength: 250 });

/** Values that look as if a publisher meant them, in places where they may make no sense. */
const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("aws:s3", "aws.s3", "2.6", "Notification", "ObjectCreated:Put", "Object Created"),
);
const fieldNames = [
  "Records",
  "Type",
  "Message",
  "Event",
  "source",
  "detail-type",
  "detail",
  "s3Bucket",
  "__proto__",
  "constructor",
];

describe("understand, for any input,", () => {
  it("keeps text", () => {
    fc.assert(
      fc.property(anyText, (body) => {
        expect(understand(body).kind).toBe("unknown");
      }),
    );
  });

  it("keeps JSON", () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        expect(understand(body)).toMatchObject({ kind: "unknown", shape: "unknown" });
      }),
    );
  });

  it("keeps JSON with the names of real messages and other content", () => {
    const message = fc.dictionary(
      fc.constantFrom(...fieldNames),
      fc.oneof(oddValue, fc.array(oddValue)),
    );

    fc.assert(
      fc.property(message, (fields) => {
        expect(understand(JSON.stringify(fields)).kind).toBe("unknown");
      }),
    );
  });

  it.each(["s3-event.json", "eventbridge.json", "sns-cloudtrail.json"])(
    "survives any value in any field of %s",
    (file) => {
      const body = fixture(`notifications/${file}`);
      const names = [...body.matchAll(/"([\w-]+)":/g)].map(([, name]) => name);

      fc.assert(
        fc.property(fc.constantFrom(...names), oddValue, (name, value) => {
          const changed: unknown = JSON.parse(body, (at, old: unknown) =>
            at === name ? value : old,
          );

          expect(["objects", "noise", "unknown"]).toContain(
            understand(JSON.stringify(changed)).kind,
          );
        }),
      );
    },
  );

  it("finds the key that S3 has encoded", () => {
    fc.assert(
      fc.property(key, (name) => {
        const encodedKey = encodeURIComponent(name).replaceAll("%20", "+");
        const record = {
          eventVersion: "2.6",
          eventSource: "aws:s3",
          eventName: "ObjectCreated:Put",
          s3: { bucket: { name: bucket }, object: { key: encodedKey } },
        };

        expect(understand(JSON.stringify({ Records: [record] }))).toEqual({
          shape: "s3_event",
          kind: "objects",
          objects: [{ bucket, key: name }],
        });
      }),
    );
  });

  it("finds the key that EventBridge passes on", () => {
    fc.assert(
      fc.property(key, (name) => {
        const detail = { bucket: { name: bucket }, object: { key: name } };
        const event = { source: "aws.s3", "detail-type": "Object Created", detail };

        expect(understand(JSON.stringify(event))).toEqual({
          shape: "eventbridge",
          kind: "objects",
          objects: [{ bucket, key: name }],
        });
      }),
    );
  });
});
