import { expect, it } from "vitest";
import { retryAfterMs } from "../../../src/deliver/http/retry-after.ts";

const now = Date.parse("2026-01-01T00:00:00Z");

it.each([
  [undefined, undefined],
  ["0", 0],
  ["7", 7000],
  [" 7 ", 7000],
  ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
  ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
  ["soon", undefined],
  ["", undefined],
  ["-5", undefined],
  ["1e9999", undefined],
])("reads the Retry-After header %j as %j", (header, wait) => {
  expect(retryAfterMs(header, now)).toBe(wait);
});
