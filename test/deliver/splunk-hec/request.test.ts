import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SplunkHecConfig } from "../../../src/deliver/splunk-hec/config.ts";
import {
  ackPath,
  collectorPath,
  createBody,
  requestHeaders,
} from "../../../src/deliver/splunk-hec/request.ts";
import { batchOf, type EncodedEvent } from "../../../src/event.ts";
import { anyTextOf } from "../../support/any-text.ts";
import { aBody, aRecord, anObject, someEvents } from "../../support/events.ts";
import { jsonEvents } from "../../support/hec-request.ts";
import { aSplunkHecConfig } from "../../support/splunk-hec-config.ts";
import { trailRecord } from "../../support/trail-record.ts";

describe("collectorPath", () => {
  it.each([
    ["https://splunk.example:8088", "/services/collector/event"],
    ["https://splunk.example/", "/services/collector/event"],
    ["https://proxy.example/siem/", "/siem/services/collector/event"],
    ["https://splunk.example/services/collector", "/services/collector/event"],
    ["https://splunk.example/services/collector/event/1.0", "/services/collector/event"],
    ["https://proxy.example/siem/services/collector/raw", "/siem/services/collector/event"],
  ])("finds the collector of %s", (url, path) => {
    expect(collectorPath(new URL(url), aSplunkHecConfig())).toBe(path);
  });

  it("says in the query what bare lines are", () => {
    const metadata = { host: "h", source: "s 1", index: "i" };
    const config = aSplunkHecConfig({ endpoint: "raw", metadata });

    const path = collectorPath(new URL("https://splunk.example"), config);

    const query = "host=h&source=s+1&sourcetype=aws%3Acloudtrail&index=i";
    expect(path).toBe(`/services/collector/raw?${query}`);
  });
});

describe("ackPath", () => {
  it("is at the same collector, and names the channel", () => {
    const url = new URL("https://proxy.example/siem/services/collector/event");

    expect(ackPath(url, "channel-EXAMPLE")).toBe(
      "/siem/services/collector/ack?channel=channel-EXAMPLE",
    );
  });
});

describe("requestHeaders", () => {
  it("carries the token, a name for us and how the body is compressed", () => {
    expect(requestHeaders(aSplunkHecConfig(), "token", undefined)).toMatchObject({
      authorization: "Splunk token",
      "user-agent": expect.stringMatching(/^trailferry\//),
      "content-encoding": "gzip",
    });
  });

  it("names the channel where there is one", () => {
    const channel = "11111111-2222-3333-4444-555555555555";

    const headers = requestHeaders(aSplunkHecConfig({ compression: "none" }), "token", channel);

    expect(headers).toHaveProperty("x-splunk-request-channel", channel);
    expect(headers).not.toHaveProperty("content-encoding");
  });
});

describe("the body for the event endpoint", () => {
  it("says of each event when it happened, what it is and which object it lay in", async () => {
    const body = await bodyOf(someEvents("a"));

    const source = `s3://${anObject.bucket}/${anObject.key}`;
    const raw = aRecord("a").text;
    expect(body).toBe(
      `{"time":1772600400.000,"source":"${source}","sourcetype":"aws:cloudtrail","event":${raw}}\n`,
    );
  });

  it("says what it was told to say", async () => {
    const metadata = {
      host: "trail",
      source: "audit",
      sourcetype: "mine",
      index: "aws",
      fields: { team: ["a", "b"], site: "x" },
    };

    const body = await bodyOf(someEvents("a"), { metadata });

    expect(JSON.parse(body)).toMatchObject(metadata);
  });

  it("names the object of each event, whatever its key holds", async () => {
    const events = ['a"\\\n', "b", "b", "ä/\u2028"].map((key) => {
      const record = trailRecord("{}", { bucket: "bucket", key });
      return { record, body: aBody("{}") };
    });

    const body = await bodyOf(events);

    const sources = jsonEvents(body).map((item) => "metadata" in item && item.metadata["source"]);
    expect(sources).toEqual(events.map(({ record }) => `s3://bucket/${record.origin.object.key}`));
  });

  it.each(["no time", 5, null])("gives no time where eventTime is %j", async (eventTime) => {
    const record = trailRecord({ eventTime });

    const body = await bodyOf([{ record, body: aBody("{}") }]);

    expect(body).toMatch(/^\{"source"/);
  });

  it("keeps milliseconds", async () => {
    const record = trailRecord({ eventTime: "2026-03-04T05:00:00.042Z" });

    const body = await bodyOf([{ record, body: aBody("{}") }]);

    expect(body).toMatch(/^\{"time":1772600400\.042,/);
  });

  it("carries any document unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json()), async (documents) => {
        const objects = documents.map((json) => encoded(`{"it":${json}}`));

        const body = await bodyOf(objects, { format: "ecs" });

        const held = jsonEvents(body).map((item) => "raw" in item && item.raw);
        expect(held).toEqual(documents.map((json) => `{"it":${json}}`));
      }),
    );
  });

  it.each(["cef", "leef"] as const)("carries a line of %s as text", async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyTextOf({ minLength: 1 })), async (lines) => {
        const events = lines.map(encoded);

        const body = await bodyOf(events, { format });

        const texts = body.split("\n").slice(0, -1);
        expect(texts.map((text) => JSON.parse(text).event)).toEqual(lines);
      }),
    );
  });

  it("has a sourcetype of its own for each format", async () => {
    const formats = ["raw", "ecs", "ocsf", "cef", "leef"] as const;

    const bodies = await Promise.all(formats.map((format) => bodyOf(someEvents("a"), { format })));

    const sourcetypes = bodies.map((body) => JSON.parse(body).sourcetype);
    expect(new Set(sourcetypes).size).toBe(formats.length);
  });

  it("is the same when it is compressed", async () => {
    const events = someEvents("a", "b");

    const { bytes } = await createBody(aSplunkHecConfig())(batchOf(events));

    expect(gunzipSync(bytes).toString()).toBe(await bodyOf(events));
  });
});

describe("the body for the raw endpoint", () => {
  it("is one line for each event", async () => {
    const events = someEvents("a", "b");

    const body = await bodyOf(events, { endpoint: "raw" });

    expect(body).toBe(events.map((event) => `${event.body.toString()}\n`).join(""));
  });

  it("carries a line of text as it is", async () => {
    const body = await bodyOf([encoded("CEF:0|a")], { endpoint: "raw", format: "cef" });

    expect(body).toBe("CEF:0|a\n");
  });
});

async function bodyOf(
  events: readonly EncodedEvent[],
  changes: Partial<SplunkHecConfig> = {},
): Promise<string> {
  const config = aSplunkHecConfig({ compression: "none", ...changes });
  return (await createBody(config)(batchOf(events))).bytes.toString();
}

function encoded(text: string): EncodedEvent {
  return { record: aRecord("a"), body: aBody(text) };
}
