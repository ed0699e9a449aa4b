import fc from "fast-check";
import { expect, it } from "vitest";
import { serverWords } from "../../src/deliver/server-words.ts";
import { anyText } from "../support/any-text.ts";

it("keeps what a server said where it is short and on one line", () => {
  expect(serverWords("no permission for [logs-*]")).toBe("no permission for [logs-*]");
});

it("makes one line of many", () => {
  expect(serverWords(" <html>\r\n\t<b>Bad\u001b[31m Gateway</b>\n")).toBe(
    "<html> <b>Bad [31m Gateway</b>",
  );
});

it("never is longer than 500 characters, has control characters or half a surrogate pair", () => {
  fc.assert(
    fc.property(anyText, fc.nat({ max: 600 }), (text, times) => {
      const words = serverWords(text.repeat(times));

      expect(words.length).toBeLessThanOrEqual(500);
      expect(words).not.toMatch(/\p{Cc}/u);
      expect(words.isWellFormed()).toBe(true);
    }),
  );
});
