import { describe, expect, it } from "vitest";
import { createCategorize } from "../../../src/normalize/ecs/categories.ts";
import table from "../../../src/normalize/ecs/categories.json" with { type: "json" };

describe("the categories of Elastic", () => {
  const categorize = createCategorize("elastic");

  it("name each of their 91 actions once", () => {
    const actions = table.flatMap((row) => row.actions);

    expect(actions).toHaveLength(91);
    expect(new Set(actions).size).toBe(91);
  });

  it.each([
    ["CreateUser", ["iam"], ["user", "creation"]],
    ["DetachGroupPolicy", ["iam"], ["group", "change"]],
    ["ConsoleLogin", ["authentication"], ["info"]],
    ["DeleteObject", ["file"], ["deletion"]],
    ["TerminateSession", ["session"], ["end"]],
  ])("are known for %s", (eventName, category, types) => {
    expect(categorize({ eventName })).toEqual({ category, types });
  });

  it("don't ask for the service", () => {
    const eventSource = "cognito-idp.amazonaws.com";

    expect(categorize({ eventSource, eventName: "CreateUser" })).toEqual(
      categorize({ eventName: "CreateUser" }),
    );
  });

  it.each(["createuser", "ListFunctions20150331", "StopLogging", ["CreateUser"], null])(
    "are none for the name %j, which has only a type",
    (eventName) => {
      expect(categorize({ eventName })).toEqual({ types: ["info"] });
    },
  );
});
