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

  it("lets no one in while more are taken than there are at present", async () => {
    const slots = new Slots(3);
    await Promise.all([slots.take(), slots.take(), slots.take()]);
    let entered = false;

    slots.open = 1;
    const visit = slots.take().then(() => (entered = true));
    slots.give();
    slots.give();
    await settle();
    const early = entered;
    slots.give();
    await visit;

    expect([early, entered, slots.free]).toEqual([false, true, 0]);
  });

  it("lets those in who wait as soon as there are more", async () => {
    const slots = new Slots(3);
    slots.open = 1;
    await slots.take();
    const visits = Promise.all([slots.take(), slots.take()]);

    slots.open = 3;

    await expect(visits).resolves.toHaveLength(2);
  });

  it("has at least one, and never more than at first", () => {
    const slots = new Slots(4);

    const seen = [0, 2.9, 100].map((count) => {
      slots.open = count;
      return slots.open;
    });

    expect(seen).toEqual([1, 2, 4]);
  });

  it("refuses what makes no sense", () => {
    expect(() => new Slots(0)).toThrow(RangeError);
    expect(() => new Slots(1).give()).toThrow("nobody had taken");
  });
});
