import { describe, expect, it } from "vitest";
import { facilities, priority } from "../../../src/deliver/syslog/priority.ts";

describe("priority", () => {
  it.each([
    [0, "informational", 6],
    [3, "informational", 6],
    [4, "notice", 5],
    [6, "notice", 5],
    [7, "warning", 4],
    [8, "warning", 4],
    [9, "critical", 2],
    [10, "critical", 2],
  ])("tells severity %d as %s", (severity, _, syslogSeverity) => {
    expect(priority("kern", severity)).toBe(syslogSeverity);
  });

  it("counts the facility eightfold", () => {
    const priorities = [priority("audit", 3), priority("local0", 3), priority("local7", 3)];

    expect(priorities).toEqual([110, 134, 190]);
  });

  it("knows each of the 24 facilities once", () => {
    expect(Object.values(facilities)).toEqual(Array.from({ length: 24 }, (_, code) => code));
  });
});
