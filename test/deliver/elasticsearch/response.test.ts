import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "../../../src/deliver/elasticsearch/response.ts";
import { batchOf } from "../../../src/event.ts";
import { idOf, someEvents } from "../../support/events.ts";

describe("an answer about each event", () => {
  it.each([
    [{ status: 201 }, { delivered: true }],
    [{ status: 200, result: "noop" }, { delivered: true }],
    [{ status: 201, failure_store: "not_enabled" }, { delivered: true }],
    [
      { status: 201, failure_store: "used" },
      { delivered: true, degraded: 1 },
    ],
    [failed(409, "version_conflict_engine_exception"), { delivered: true, duplicates: 1 }],
    [failed(400, "document_parsing_exception"), { rejected: "mapping" }],
    [failed(400, "mapper_parsing_exception"), { rejected: "mapping" }],
    [failed(400, "strict_dynamic_mapping_exception"), { rejected: "mapping" }],
    [failed(400, "illegal_argument_exception"), { rejected: "mapping" }],
    [failed(400, "parsing_exception"), { rejected: "refused" }],
    [failed(413, "content_too_large"), { rejected: "too_large" }],
    [failed(422, "unheard_of"), { rejected: "refused" }],
    [failed(400, "invalid_index_name_exception"), { trouble: "missing" }],
    [failed(401, "security_exception"), { trouble: "unauthorized" }],
    [failed(403, "cluster_block_exception"), { trouble: "forbidden" }],
    [failed(404, "index_not_found_exception"), { trouble: "missing" }],
    [failed(429, "es_rejected_execution_exception"), { trouble: "throttled" }],
    [failed(429, "circuit_breaking_exception"), { trouble: "throttled" }],
    [failed(500, "illegal_state_exception"), { trouble: "unavailable" }],
    [failed(502, "bad_gateway"), { trouble: "unavailable" }],
    [failed(503, "unavailable_shards_exception"), { trouble: "unavailable" }],
    [failed(504, "timeout"), { trouble: "unavailable" }],
    [failed(507, "insufficient_storage"), { trouble: "unavailable" }],
    [{ status: "201" }, { trouble: "garbled" }],
    [{ status: 302 }, { trouble: "garbled" }],
    [{}, { trouble: "garbled" }],
  ])("reads %j as %j", (result, meaning) => {
    const report = readAnswer(ok([{ create: result }]), batchOf(someEvents("a")));

    expect({
      ...(report.retryable.length + report.rejected.length === 0 && { delivered: true }),
      ...(report.duplicates > 0 && { duplicates: report.duplicates }),
      ...(report.degraded !== undefined && { degraded: report.degraded }),
      ...(report.rejected[0] && { rejected: report.rejected[0].reason }),
      ...(report.trouble && { trouble: report.trouble.kind }),
    }).toEqual(meaning);
  });

  it("names each event that needs something, in order", () => {
    const items = [failed(429, "x"), { status: 201 }, failed(400, "x"), failed(503, "x")];

    const report = readAnswer(answerOf(items), batchOf(someEvents("a", "b", "c", "d")));

    expect(report.retryable.map(idOf)).toEqual(["a", "d"]);
    expect(report.rejected.map(idOf)).toEqual(["c"]);
  });

  it("tells of the trouble that someone must mend before that which heals", () => {
    const items = [failed(429, "busy"), failed(403, "cluster_block_exception")];

    const report = readAnswer(answerOf(items), batchOf(someEvents("a", "b")));

    expect(report.trouble?.kind).toBe("forbidden");
    expect(report.trouble?.message).toContain("2 of 2 events were not taken: 403 cluster_block");
  });

  it("passes on the server's words, on one line and not too long", () => {
    const reason = `failed to parse\u0000\n${"x".repeat(2000)}`;
    const item = { status: 400, error: { type: "document_parsing_exception", reason } };

    const report = readAnswer(answerOf([item]), batchOf(someEvents("a")));

    expect(report.rejected[0]?.message).toMatch(
      /^400 document_parsing_exception: failed to parse x+…$/,
    );
    expect(report.rejected[0]?.message.length).toBeLessThanOrEqual(500);
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "<html>"],
    ["half an answer", '{"errors":false,"items":[{"create":{"sta'],
    ["an empty object", "{}"],
    ["an array", "[]"],
    ["items that are no list", '{"items":{"create":{"status":201}}}'],
    ["too few items", '{"errors":false,"items":[{"create":{"status":201}}]}'],
    [
      "results of another action",
      itemsText([{ index: { status: 201 } }, { index: { status: 201 } }]),
    ],
  ])("believes nothing of %s", (_, text) => {
    const report = readAnswer({ status: 200, text }, batchOf(someEvents("a", "b")));

    expect(report.retryable.map(idOf)).toEqual(["a", "b"]);
    expect(report.trouble?.kind).toBe("garbled");
  });

  it("names no event twice, forgets none and never throws, whatever it is told", () => {
    const events = someEvents("a", "b", "c");
    const result = fc.oneof(
      fc.record({ status: fc.integer({ min: 100, max: 599 }), error: fc.jsonValue() }),
      fc.jsonValue(),
    );
    const item = fc.oneof(fc.record({ create: result }), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), (items) => {
        const report = readAnswer(ok(items), batchOf(events));

        const named = [...report.retryable, ...report.rejected].map(idOf);
        expect(new Set(named).size).toBe(named.length);
        expect(report.duplicates + (report.degraded ?? 0)).toBeLessThanOrEqual(3 - named.length);
        expect(report.trouble === undefined).toBe(report.retryable.length === 0);
      }),
    );
  });
});

describe("an answer about the whole request", () => {
  it.each([
    [400, "illegal_argument_exception", "malformed"],
    [400, "x_content_parse_exception", "malformed"],
    [400, "invalid_index_name_exception", "missing"],
    [400, "media_type_header_exception", "missing"],
    [401, "security_exception", "unauthorized"],
    [403, "security_exception", "forbidden"],
    [404, "index_not_found_exception", "missing"],
    [413, "content_too_long", "too_large"],
    [429, "es_rejected_execution_exception", "throttled"],
    [500, "exception", "unavailable"],
    [503, "cluster_block_exception", "unavailable"],
  ])("reads %d %s as %s", (status, type, kind) => {
    const text = JSON.stringify({ error: { type, reason: "its reason" }, status });

    const report = readAnswer({ status, text }, batchOf(someEvents("a", "b")));

    expect(report.retryable.map(idOf)).toEqual(["a", "b"]);
    expect(report.trouble?.kind).toBe(kind);
    expect(report.trouble?.message).toContain(`Got ${status} (${type}: its reason)`);
  });

  it.each([
    [202, "garbled"],
    [204, "garbled"],
    [302, "missing"],
    [400, "missing"],
    [401, "unauthorized"],
    [403, "forbidden"],
    [404, "missing"],
    [405, "missing"],
    [408, "timeout"],
    [413, "too_large"],
    [429, "throttled"],
    [502, "unavailable"],
    [504, "unavailable"],
  ])("reads %d from a proxy as %s", (status, kind) => {
    const text = "<html>nginx</html>";

    const report = readAnswer({ status, text }, batchOf(someEvents("a")));

    expect(report.retryable).toHaveLength(1);
    expect(report.trouble?.kind).toBe(kind);
  });

  it("passes on how long the server wants to be left alone", () => {
    const answer = { status: 429, text: "", retryAfterMs: 7000 };

    const report = readAnswer(answer, batchOf(someEvents("a")));

    expect(report.trouble?.retryAfterMs).toBe(7000);
  });
});

function failed(status: number, type: string) {
  return { status, error: { type, reason: "its reason" } };
}

function answerOf(results: readonly object[]) {
  return ok(results.map((result) => ({ create: result })));
}

function ok(items: readonly unknown[]) {
  return { status: 200, text: itemsText(items) };
}

function itemsText(items: readonly unknown[]): string {
  return JSON.stringify({ errors: true, items });
}
