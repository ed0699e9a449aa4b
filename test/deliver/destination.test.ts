import { describe, expect, it } from "vitest";
import { allDelivered, joined, type DeliveryReport } from "../../src/deliver/destination.ts";
import { someEvents } from "../support/events.ts";

describe("joined", () => {
  it("adds up what became of both parts", () => {
    const confirmation = Promise.resolve(true);
    const [a, b] = [someEvents("a"), someEvents("b")];
    const first = { ...allDelivered, duplicates: 1, degraded: 2, waitedMs: 300 };
    const second = { ...allDelivered, duplicates: 10, degraded: 20, waitedMs: 4000 };

    const sum = joined(
      { ...first, retryable: a, unconfirmed: [{ events: a, confirmation }] },
      { ...second, retryable: b, unconfirmed: [{ events: b, confirmation }] },
    );

    expect(sum).toMatchObject({ duplicates: 11, degraded: 22, waitedMs: 4300 });
    expect(sum.retryable).toEqual([...a, ...b]);
    expect(sum.unconfirmed?.map(({ events }) => events)).toEqual([a, b]);
  });

  it("says nothing of what neither part has", () => {
    expect(joined(allDelivered, allDelivered)).toEqual(allDelivered);
  });

  it("tells the later of two troubles", () => {
    const early: DeliveryReport = { ...allDelivered, trouble: { kind: "timeout", message: "1" } };
    const late: DeliveryReport = { ...allDelivered, trouble: { kind: "timeout", message: "2" } };

    const messages = [joined(early, late), joined(early, allDelivered)].map(
      ({ trouble }) => trouble?.message,
    );

    expect(messages).toEqual(["2", "1"]);
  });
});
