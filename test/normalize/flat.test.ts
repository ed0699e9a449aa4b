import { describe, expect, it } from "vitest";
import { flat } from "../../src/normalize/flat.ts";

describe("a flat text", () => {
  it.each(["", "a", "secretsmanager.amazonaws.com", "\uD83D\uDE00 and more", "\uD83D"])(
    "has every character of %j, halves of pairs included",
    (text) => {
      expect(flat(text)).toBe(text);
    },
  );
});
