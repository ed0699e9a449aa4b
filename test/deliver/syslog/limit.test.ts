import { describe, expect, it } from "vitest";
import { limit } from "../../../src/deliver/syslog/limit.ts";
import { anEvent, someEvents } from "../../support/events.ts";

describe("limit", () => {
  it("lets pass what has just as many bytes as are allowed", () => {
    const events = someEvents("a", "b");

    const { fitting, rejected } = limit(events, anEvent("a").body.byteLength);

    expect(fitting).toEqual(events);
    expect(rejected).toEqual([]);
  });

  it("rejects only what is larger, whole, and tells both sizes", () => {
    const [small, large] = [anEvent("a"), anEvent("longer")];

    const { fitting, rejected } = limit([large, small], small.body.byteLength);

    expect(fitting).toEqual([small]);
    expect(rejected).toEqual([
      {
        record: large.record,
        reason: "too_large",
        message: `The message has ${large.body.byteLength} bytes, and at most ${small.body.byteLength} are sent`,
      },
    ]);
  });
});
