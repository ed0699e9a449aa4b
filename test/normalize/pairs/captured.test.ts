import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createCef } from "../../../src/normalize/cef/message.ts";
import { createLeef } from "../../../src/normalize/leef/message.ts";
import { parseCef } from "../../support/cef-message.ts";
import { parseLeef } from "../../support/leef-message.ts";
import { trailRecord } from "../../support/trail-record.ts";

const captured = new URL("../../../../shared/data/cloudtrail-captured.ndjson", import.meta.url);

const maxBytes = 4096;

describe.skipIf(!existsSync(captured))("the messages of captured records", () => {
  it.each([
    ["CEF", createCef({ maxBytes }), (line: string) => parseCef(line).extension.get("rt")],
    ["LEEF", createLeef({ maxBytes }), (line: string) => parseLeef(line).attributes.get("devTime")],
  ])("are valid %s of limited size that tells the time", (_, encode, timeOf) => {
    const records = readFileSync(captured, "utf8").trimEnd().split("\n");

    const lines = records.map((text) => String(encode(trailRecord(text))));

    expect(lines.filter((line) => Buffer.byteLength(line) > maxBytes)).toEqual([]);
    expect(lines.map(timeOf)).not.toContain(undefined);
  });
});
