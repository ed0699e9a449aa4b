import { describe, expect, it } from "vitest";
import { createSearch } from "../../../src/normalize/user-agent/first-match.ts";
import type { Pattern } from "../../../src/normalize/user-agent/pattern.ts";

describe("the first match", () => {
  it("is that of the earlier pattern where several match", () => {
    const find = firstOf([{ regex: "(lib)/" }, { regex: "(app)/" }, { regex: "(a)pp" }]);

    expect(find("app/ lib/")).toEqual({ name: "lib", version: undefined });
    expect(find("app/")).toEqual({ name: "app", version: undefined });
    expect(find("tool/")).toBeUndefined();
  });

  it("has group 1 as its name and the four groups after it as its version", () => {
    const regex = String.raw`(\w+)/(\d)\.(\d)\.(\d)\.(\d)\.(\d)`;

    expect(matchOf({ regex }, "app/1.2.3.4.5")).toEqual({ name: "app", version: "1.2.3.4" });
  });

  it("leaves out parts of the version that are absent or empty", () => {
    const regex = String.raw`(\w+)/(\d)(?:\.(\d)|)(pre|)`;

    expect(matchOf({ regex }, "app/1.2")?.version).toBe("1.2");
    expect(matchOf({ regex }, "app/1pre")?.version).toBe("1.pre");
    expect(matchOf({ regex }, "app/1")?.version).toBe("1");
  });

  it("puts groups into the name, and nothing where a group is absent", () => {
    const regex = "(Red|Blue)(?: (Light|Dark)|)";

    expect(matchOf({ regex, name: "Phone $1 $2" }, "Red Dark")?.name).toBe("Phone Red Dark");
    expect(matchOf({ regex, name: "Phone $1 $2" }, "Red")?.name).toBe("Phone Red");
    expect(matchOf({ regex, name: "Phone" }, "Red")?.name).toBe("Phone");
  });

  it("puts replacements where the version has them, and groups elsewhere", () => {
    const pattern = { regex: String.raw`(NT) (\d)\.(\d)`, version: [null, "$3-$1"] };

    expect(matchOf(pattern, "NT 6.2")?.version).toBe("6.2-NT");
    expect(matchOf({ ...pattern, version: ["XP"] }, "NT 6.2")?.version).toBe("XP.2");
  });

  it("is not a pattern that matches without a name", () => {
    const find = firstOf([{ regex: "(x)?app" }, { regex: "(app)" }]);

    expect(find("app")).toEqual({ name: "app", version: undefined });
  });

  it("minds case unless the pattern doesn't", () => {
    expect(matchOf({ regex: "(app)", keys: ["app"] }, "APP")).toBeUndefined();
    expect(matchOf({ regex: "(app)", keys: ["app"], ignoreCase: true }, "APP")?.name).toBe("APP");
  });

  it("tries a pattern only where one of its keys is in the text", () => {
    const find = firstOf([{ regex: "(.+)", keys: ["one", "two"] }]);

    expect(find("none of them")?.name).toBe("none of them");
    expect(find("tWo")?.name).toBe("tWo");
    expect(find("on e, tw o")).toBeUndefined();
  });

  it("is looked for in one list, whatever the others have", () => {
    const candidates = createSearch({
      agents: [{ regex: "(app)", keys: ["app"] }],
      systems: [{ regex: "(os)", keys: ["os"] }, { regex: "(.+)" }],
    })("app os");

    expect(candidates.first("agents")?.name).toBe("app");
    expect(candidates.first("systems")?.name).toBe("os");
  });

  it("is that of a part of the text where one is given", () => {
    const candidates = createSearch({ all: [{ regex: "^(app)", keys: ["app"] }] })("[app]");

    expect(candidates.first("all")).toBeUndefined();
    expect(candidates.first("all", "app")?.name).toBe("app");
  });

  it("remembers nothing of the text before", () => {
    const find = firstOf([{ regex: "(.+)", keys: ["one"] }]);

    find("one");

    expect(find("two")).toBeUndefined();
  });
});

function firstOf(patterns: readonly Pattern[]) {
  const search = createSearch({ all: patterns });
  return (text: string) => search(text).first("all");
}

function matchOf(pattern: Pattern, text: string) {
  return firstOf([pattern])(text);
}
