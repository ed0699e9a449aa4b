import { expect, it } from "vitest";
import { createNormalize } from "../../src/normalize/format.ts";
import { parseCef } from "../support/cef-message.ts";
import { fuzz } from "../support/fuzz.ts";
import { parseLeef } from "../support/leef-message.ts";
import { trailRecord } from "../support/trail-record.ts";

const cef = createNormalize("cef");
const leef = createNormalize("leef");
const raw = createNormalize("raw");

it("makes a valid message of any record in CEF and LEEF, and leaves it as it is in raw", () => {
  const problem = fuzz("CEF, LEEF and raw", { times: 0, more: 4096 }, (text) => {
    const record = trailRecord(text);
    const messages = [String(cef(record)), String(leef(record))];
    parseCef(messages[0] ?? "");
    parseLeef(messages[1] ?? "");
    if (String(raw(record)) !== text) return "the record has changed";
    return Math.max(...messages.map((message) => Buffer.byteLength(message)));
  });

  expect(problem).toBeUndefined();
});
