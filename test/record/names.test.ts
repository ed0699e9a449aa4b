import { describe, expect, it } from "vitest";
import { indexOfName, memberNames, nameAt } from "../../src/record/names.ts";

function find(name: string): number {
  const bytes = Buffer.from(`{"${name}":1}`);
  return nameAt(bytes, 2, bytes.length - 4);
}

describe("the names of members", () => {
  it.each(memberNames)("are known where they stand in the text, like %s", (name) => {
    expect(find(name)).toBe(indexOfName(name));
  });

  it.each(["", "e", "eventNam", "eventNames", "EventName", "eventNane", "event\\u004eame", "名"])(
    "are no others, like '%s'",
    (name) => {
      expect(find(name)).toBe(-1);
    },
  );
});
