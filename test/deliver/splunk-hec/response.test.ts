import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "../../../src/deliver/splunk-hec/response.ts";
import { hecAnswer } from "../../support/hec-answer.ts";

describe("an answer of the collector", () => {
  it.each([
    [0, { kind: "accepted", strained: false }],
    [24, { kind: "accepted", strained: true }],
    [25, { kind: "accepted", strained: true }],
  ])("with 200 and code %d means that the events were taken", (code, meaning) => {
    expect(readAnswer({ status: 200, text: hecAnswer(code) })).toEqual(meaning);
  });

  it("carries the number of the pending acknowledgment", () => {
    const reply = readAnswer({ status: 200, text: hecAnswer(0, { ackId: 7 }) });

    expect(reply).toEqual({ kind: "accepted", strained: false, ackId: 7 });
  });

  it.each([
    [403, 1, "forbidden"],
    [401, 2, "unauthorized"],
    [401, 3, "unauthorized"],
    [403, 4, "unauthorized"],
    [400, 5, "garbled"],
    [400, 6, "malformed"],
    [400, 7, "missing"],
    [500, 8, "unavailable"],
    [503, 9, "unavailable"],
    [400, 10, "missing"],
    [400, 11, "missing"],
    [400, 12, "malformed"],
    [400, 13, "malformed"],
    [400, 14, "missing"],
    [400, 15, "missing"],
    [400, 16, "unauthorized"],
    [200, 17, "garbled"],
    [503, 18, "unavailable"],
    [503, 19, "unavailable"],
    [503, 20, "unavailable"],
    [400, 21, "unauthorized"],
    [400, 22, "forbidden"],
    [503, 23, "unavailable"],
    [429, 26, "throttled"],
    [503, 26, "throttled"],
    [429, 27, "throttled"],
    [413, 27, "too_large"],
    [400, 99, "missing"],
    [200, 99, "garbled"],
    [503, 0, "unavailable"],
  ])("with %d and code %d means %s", (status, code, kind) => {
    expect(troubleOf({ status, text: hecAnswer(code) })?.kind).toBe(kind);
  });

  it.each([
    [200, "garbled"],
    [204, "garbled"],
    [301, "missing"],
    [400, "missing"],
    [401, "unauthorized"],
    [403, "forbidden"],
    [404, "missing"],
    [408, "timeout"],
    [413, "too_large"],
    [429, "throttled"],
    [500, "unavailable"],
    [502, "unavailable"],
    [503, "unavailable"],
    [504, "unavailable"],
  ])("with %d from somebody else than the collector means %s", (status, kind) => {
    expect(troubleOf({ status, text: "<html>nginx</html>" })?.kind).toBe(kind);
  });

  it.each([
    "",
    "{}",
    "[]",
    "null",
    '{"code":"0"}',
    '{"code":0',
    '{"text":"Success"}',
    '{"code":-1}',
  ])("is no proof of a delivery when it says %s", (text) => {
    expect(troubleOf({ status: 200, text })?.kind).toBe("garbled");
  });

  it("takes no other text for a delivery", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readAnswer({ status: 200, text }).kind).toBe("refused");
      }),
    );
  });

  it("tells the collector's words and what to do", () => {
    const trouble = troubleOf({ status: 401, text: hecAnswer(3) });

    expect(trouble?.message).toMatch(/^Got 401 \(code 3: Invalid authorization\)\. Check `token`;/);
  });

  it("tells whether the collector itself has spoken, by its code", () => {
    const own = readAnswer({ status: 503, text: hecAnswer(9) });
    const other = readAnswer({ status: 503, text: "<html>nginx</html>" });

    expect(own).toHaveProperty("code", 9);
    expect(other).not.toHaveProperty("code");
  });

  it("hints at the event that was refused", () => {
    const text = hecAnswer(6, { "invalid-event-number": 4 });

    expect(troubleOf({ status: 400, text })?.suspect).toBe(4);
  });

  it("hints at no event where none is to blame", () => {
    const text = hecAnswer(9, { "invalid-event-number": 4 });

    expect(troubleOf({ status: 503, text })).not.toHaveProperty("suspect");
  });

  it("waits as long as the answer asks", () => {
    const trouble = troubleOf({ status: 503, text: hecAnswer(9), retryAfterMs: 7000 });

    expect(trouble?.retryAfterMs).toBe(7000);
  });
});

function troubleOf(answer: Parameters<typeof readAnswer>[0]) {
  const reply = readAnswer(answer);
  return reply.kind === "refused" ? reply.trouble : undefined;
}
