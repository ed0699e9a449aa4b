import { describe, expect, it } from "vitest";
import { Slots } from "../../src/runtime/slots.ts";
import { settle } from "../support/manual-clock.ts";

describe("Slots", () => {
  it("lets as many in as there are slots, and the others in order as slots are given back", async () => {
    const slots = new Slots(2);
    const entered: number[] = [];
    const enter = async (visitor: number) => {
      await slots.take();
      entered.push(visitor);
    };

    const visits = Promise.all([1, 2, 3, 4].map(enter));
    await settle();
    const first = [...entered];
    slots.give();
    await settle();
    const second = [...entered];
    slots.give();
    await visits;

    expect([first, second, entered]).toEqual([
      [1, 2],
      [1, 2, 3],
      [1, 2, 3, 4],
    ]);
  });

  it("knows how many are free", async () => {
    const slots = new Slots(2);

    await slots.take();
    const during = slots.free;
    slots.give();

    expect([during, slots.free]).toEqual([1, 2]);
  });

  it("refuses what makes no sense", () => {
    expect(() => new Slots(0)).toThrow(RangeError);
    expect(() => new Slots(1).give()).toThrow("nobody had taken");
  });
});
