import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bulkFrames, bulkPath, bulkPayload } from "../../../src/deliver/elasticsearch/request.ts";
import { Bodies } from "../../../src/deliver/http/bodies.ts";
import { batchOf, type Batch, type EncodedEvent } from "../../../src/event.ts";
import { longestId } from "../../../src/record/identity.ts";
import { aBody, aRecord, someEvents } from "../../support/events.ts";

const gzipped = { compression: "gzip" } as const;

describe("bulkPath", () => {
  it.each([
    ["https://es.example:9200", "logs-a", "/logs-a/_bulk"],
    ["https://es.example/", "logs-a", "/logs-a/_bulk"],
    ["https://proxy.example/siem/es/", "logs-a", "/siem/es/logs-a/_bulk"],
    ["https://es.example", "<logs-{now/d}>", "/%3Clogs-%7Bnow%2Fd%7D%3E/_bulk"],
    ["https://es.example", "logs-(a)", "/logs-%28a%29/_bulk"],
  ])("puts %s and %s together", (url, dataStream, path) => {
    const target = { dataStream, requireDataStream: false };

    expect(bulkPath(new URL(url), target).split("?")[0]).toBe(path);
  });

  it("asks for what decides on each event, the failure store too", () => {
    const target = { dataStream: "logs", requireDataStream: false };

    const url = new URL(bulkPath(new URL("http://es.example"), target), "http://es.example");

    expect(url.searchParams.get("filter_path")?.split(",")).toEqual(
      expect.arrayContaining(["errors", "items.*.status", "items.*.failure_store"]),
    );
  });
});

describe("a bulk body", () => {
  it("leaves ids to the server where that is asked for", () => {
    const body = bulkBody(batchOf(someEvents("a", "b")), "none").toString();

    const lines = body.split("\n");
    expect(lines.filter((_, index) => index % 2 === 0)).toEqual([
      '{"create":{}}',
      '{"create":{}}',
      "",
    ]);
  });

  it("writes an action and a document for each event, and ends with a line feed", () => {
    const body = bulkBody(batchOf(someEvents("a", "b"))).toString();

    const lines = body.split("\n");
    expect(lines.filter((_, index) => index % 2 === 0)).toEqual([
      '{"create":{"_id":"111122223333:us-east-1:a"}}',
      '{"create":{"_id":"111122223333:us-east-1:b"}}',
      "",
    ]);
  });

  it("carries any document unchanged, whether text or bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.json()), (documents) => {
        const body = bulkBody(batchOf(documents.map(encoded)));

        const lines = body.toString("utf8").split("\n");
        expect(lines.filter((_, index) => index % 2 === 1)).toEqual(documents);
      }),
    );
  });

  it("has room for the longest ids", () => {
    const eventId = "a".repeat(longestId - "111122223333:us-east-1:".length);
    const events = someEvents(...Array.from({ length: 10 }, () => eventId));

    const lines = bulkBody(batchOf(events)).toString().split("\n");

    expect(lines).toHaveLength(21);
    expect(JSON.parse(lines[18] ?? "").create._id).toHaveLength(longestId);
  });
});

describe("bulkPayload", () => {
  it("compresses, and tells the length of what is sent", async () => {
    const batch = batchOf(someEvents("a", "b"));

    const { body, headers } = await bulkPayload(batch, gzipped, someBodies());

    expect(gunzipSync(body)).toEqual(bulkBody(batch));
    expect(headers).toMatchObject({
      "content-type": "application/x-ndjson",
      "content-encoding": "gzip",
      "content-length": String(body.length),
    });
  });

  it("sends plain text where that is asked for", async () => {
    const batch = batchOf(someEvents("a"));

    const { body, headers } = await bulkPayload(batch, { compression: "none" }, someBodies());

    expect(body).toEqual(bulkBody(batch));
    expect(headers).not.toHaveProperty("content-encoding");
  });
});

function bulkBody({ events }: Batch, documentId: keyof typeof bulkFrames = "event"): Buffer {
  return new Bodies(bulkFrames[documentId]).plain(events).bytes;
}

function someBodies(): Bodies {
  return new Bodies(bulkFrames.event);
}

function encoded(text: string): EncodedEvent {
  return { record: aRecord("a"), body: aBody(text) };
}
