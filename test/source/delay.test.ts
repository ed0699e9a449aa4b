import { describe, expect, it } from "vitest";

import { keepDelaySeconds, releaseDelaySeconds } from "../../src/source/delay.ts";

describe("the delay before a message shows up again", () => {
  it.each([
    [1, 10, 300],
    [2, 20, 600],
    [3, 40, 1200],
    [7, 640, 19_200],
    [8, 900, 21_600],
    [1000, 900, 21_600],
  ])(
    "grows with the receive count: at the %d. receive %d s, kept %d s",
    (count, released, kept) => {
      expect(releaseDelaySeconds(count)).toBe(released);
      expect(keepDelaySeconds(count)).toBe(kept);
    },
  );
});
