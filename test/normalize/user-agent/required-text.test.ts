import { describe, expect, it } from "vitest";
import { requiredText, type AnyOf } from "../../support/user-agent/required-text.ts";

describe("the text that a pattern requires", () => {
  it.each([
    ["the longest run of characters", String.raw`(Foo)\d+ Build/`, ["build/".padStart(7)]],
    ["in lower case", "FOO", ["foo"]],
    ["of one letter in either case", "[Bb]ots", ["bots"]],
    ["one of each alternative", "(?:Foo|Barb)", ["foo", "barb"]],
    ["an alternative once", "(?:Foo|foo)", ["foo"]],
    ["without what may be absent", "Foobars?", ["foobar"]],
    ["without what may be absent in braces", "Foobars{0,2}", ["foobar"]],
    ["with what comes at least once", "Foobars+ing", ["foobars"]],
    ["inside of groups that must be there", "((Foo))", ["foo"]],
    ["what groups with one text each add up to", "(Foo)(?:Bar)/", ["foobar/"]],
    ["without what a group may repeat", "(Foo)+(Bar)", ["foo"]],
    ["escaped characters included", String.raw`a\.b\/c`, ["a.b/c"]],
  ])("is %s", (_, source, expected) => {
    expect(requiredText(source, longest)).toEqual(expected);
  });

  it.each([
    ["an alternative is empty", "(?:Foobar|)"],
    ["an alternative is too short", "Foobar|A"],
    ["a group may be absent", "(Foobar)?"],
    ["it must not be there", "(?!Foobar)"],
    ["it is looked for without being taken", "(?=Foobar)"],
    ["every character is one of several", String.raw`[Fo]\w.\d+^$`],
    ["a letter has more cases than two", "éèê"],
  ])("is none where %s", (_, source) => {
    expect(requiredText(source, longest)).toBeUndefined();
  });

  it.each([String.raw`\x41bc`, String.raw`(Foo)\1`, "Foo)"])("is unknown for %s", (source) => {
    expect(() => requiredText(source, longest)).toThrow("Cannot read");
  });
});

function longest(a: AnyOf, b: AnyOf): number {
  return a.length - b.length || (b[0]?.length ?? 0) - (a[0]?.length ?? 0);
}
