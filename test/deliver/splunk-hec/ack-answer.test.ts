import { describe, expect, it } from "vitest";
import { readAcks, readFirstAcks } from "../../../src/deliver/splunk-hec/ack-answer.ts";
import { hecAnswer } from "../../support/hec-answer.ts";

describe("readAcks", () => {
  it.each([
    [200, '{"acks":{"0":true,"1":false,"7":true}}', { kind: "told", confirmed: [0, 7] }],
    [200, '{"acks":{"0":"true","1":1,"x":true,"-1":true}}', { kind: "told", confirmed: [] }],
    [200, '{"acks":[true]}', { kind: "unanswered" }],
    [200, "<html>", { kind: "unanswered" }],
    [200, hecAnswer(0), { kind: "unanswered" }],
    [503, '{"acks":{"0":true}}', { kind: "unanswered" }],
    [503, hecAnswer(9), { kind: "unanswered" }],
    [401, hecAnswer(3), { kind: "unanswered" }],
    [400, hecAnswer(14), { kind: "unanswered" }],
    [400, hecAnswer(10), { kind: "over" }],
    [400, hecAnswer(11), { kind: "over" }],
  ])("reads %d with %s", (status, text, meaning) => {
    expect(readAcks({ status, text })).toEqual(meaning);
  });
});

describe("readFirstAcks", () => {
  it.each([
    [200, '{"acks":{"0":false}}', "enabled"],
    [200, '{"acks":{}}', "enabled"],
    [400, hecAnswer(5), "enabled"],
    [400, hecAnswer(6), "enabled"],
    [400, hecAnswer(11), "enabled"],
    [400, hecAnswer(14), "disabled"],
    [403, hecAnswer(14), "disabled"],
    [200, hecAnswer(0), { kind: "garbled" }],
    [200, "<html>", { kind: "garbled" }],
    [401, hecAnswer(3), { kind: "unauthorized" }],
    [403, hecAnswer(1), { kind: "forbidden" }],
    [404, "<html>", { kind: "missing" }],
    [400, "<html>", { kind: "missing" }],
    [503, hecAnswer(9), { kind: "unavailable" }],
  ])("reads %d with %s", (status, text, finding) => {
    const found = readFirstAcks({ status, text });

    expect(typeof found === "string" ? found : { kind: found.kind }).toEqual(finding);
  });
});
