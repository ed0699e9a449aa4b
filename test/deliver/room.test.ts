import { describe, expect, it } from "vitest";
import { Room } from "../../src/deliver/room.ts";
import { settle } from "../support/manual-clock.ts";

const { signal } = new AbortController();

describe("Room", () => {
  it("takes what fits at once, and what does not as soon as it does", async () => {
    const room = new Room(10);
    const { admitted, enter } = aQueue(room);

    enter(6, 4, 1);
    await settle();
    const before = [...admitted];
    room.give(6);
    await settle();

    expect([before, admitted]).toEqual([
      [6, 4],
      [6, 4, 1],
    ]);
  });

  it("lets nobody past who has waited longer", async () => {
    const room = new Room(10);
    const { admitted, enter } = aQueue(room);

    enter(6, 9, 1);
    await settle();

    expect(admitted).toEqual([6]);
  });

  it("takes one thing that is too large, alone", async () => {
    const room = new Room(10);
    const { admitted, enter } = aQueue(room);

    enter(50, 1);
    await settle();
    const before = [...admitted];
    room.give(50);
    await settle();

    expect([before, admitted]).toEqual([[50], [50, 1]]);
  });

  it("lets others in when who stood before them is called off", async () => {
    const room = new Room(10);
    const calledOff = new AbortController();
    await room.take(6, signal);
    const large = room.take(9, calledOff.signal);
    const small = room.take(4, signal);

    calledOff.abort();

    expect([await large, await small]).toEqual([false, true]);
  });

  it("takes nothing of who was called off before", async () => {
    expect(await new Room(10).take(1, AbortSignal.abort())).toBe(false);
  });
});

function aQueue(room: Room) {
  const admitted: number[] = [];
  const enter = (...sizes: number[]) => {
    for (const size of sizes) room.take(size, signal).then(() => admitted.push(size), fail);
  };
  return { admitted, enter };
}

function fail(error: unknown): never {
  throw error;
}
