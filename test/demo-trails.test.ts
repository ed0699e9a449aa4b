import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonObject } from "../src/event.ts";

const folder = new URL("../src/commands/demo/trails/", import.meta.url);
const contents = readdirSync(folder).filter(
  (file) => file.endsWith(".json") && file !== "manifest.json",
);
const records = contents.flatMap((file) =>
  objectsIn(read(file), "Records").map((record): [string, JsonObject] => [
    nameOf(file, record),
    record,
  ]),
);
const manifest = read("manifest.json");
const announced = objectsIn(manifest, "notifications").flatMap((notification) =>
  objectsIn(notification, "objects"),
);

const always = ["eventVersion", "eventType", "eventCategory", "awsRegion"];
const named = ["eventTime", "eventID", "recipientAccountId"];
const called = [...named, "userIdentity", "eventSource", "eventName", "sourceIPAddress"];
const answered = [...called, "userAgent", "requestParameters", "responseElements", "readOnly"];
const required: Readonly<Record<string, readonly string[]>> = {
  Management: [...answered, "managementEvent"],
  Data: [...answered, "managementEvent"],
  NetworkActivity: [...called, "errorCode", "vpcEndpointId", "vpcEndpointAccountId"],
  Insight: [...named, "sharedEventID", "insightDetails"],
  Aggregated: ["eventId", "accountId", "eventSource", "timeWindow", "summary"],
};

describe("the demo's sample trails", () => {
  it.each(records)("has every field that CloudTrail requires in %s", (_name, record) => {
    const category = textOf(record, "eventCategory");

    expect(Object.keys(required)).toContain(category);
    expect(Object.keys(record)).toEqual(
      expect.arrayContaining([...always, ...(required[category] ?? [])]),
    );
  });

  it("never uses an event id twice", () => {
    const ids = records.map(([, record]) => record["eventID"] ?? record["eventId"]);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it("covers at least 12 services and every category", () => {
    const services = new Set(records.map(([, record]) => textOf(record, "eventSource")));
    const categories = new Set(records.map(([, record]) => textOf(record, "eventCategory")));

    expect(services.size).toBeGreaterThanOrEqual(12);
    expect(categories).toEqual(new Set(Object.keys(required)));
  });

  it("announces every file once, and no other", () => {
    const files = announced.map((object) => textOf(object, "file"));

    expect(files).toHaveLength(contents.length);
    expect(new Set(files)).toEqual(new Set(contents));
  });

  it("announces every object under a key of its own", () => {
    const keys = announced.map((object) => object["key"]);

    expect(new Set(keys).size).toBe(keys.length);
  });

  it("names only the accounts and keys that AWS sets aside for documentation", () => {
    const text = contents.map((file) => readFileSync(new URL(file, folder), "utf8")).join("");

    const accounts = new Set(
      Array.from(
        text.matchAll(/(?:arn:aws:[\w-]+:[\w-]*:|accountId": ")(\d+)/gi),
        (match) => match[1],
      ),
    );
    const keys = Array.from(text.matchAll(/\bA(?:KIA|SIA|IDA|ROA)[0-9A-Z]+/g), (match) => match[0]);

    expect(accounts).toEqual(new Set(["111122223333", "444455556666"]));
    expect(keys.filter((key) => !key.endsWith("EXAMPLE"))).toEqual([]);
  });
});

function read(file: string): JsonObject {
  const content: unknown = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  if (!isJsonObject(content)) throw new TypeError(`${file} holds no JSON object`);
  return content;
}

function objectsIn(parent: JsonObject, name: string): JsonObject[] {
  const children = parent[name];
  return Array.isArray(children) ? children.filter(isJsonObject) : [];
}

function nameOf(file: string, record: JsonObject): string {
  return `${file}: ${textOf(record, "eventName") || textOf(record, "eventType")}`;
}

function textOf(record: JsonObject, name: string): string {
  const value = record[name];
  return typeof value === "string" ? value : "";
}
