import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createUserAgents } from "../../../src/normalize/user-agent/user-agents.ts";
import { anyTextOf } from "../../support/any-text.ts";

describe("user agents", () => {
  it("are shared by all who have the same", () => {
    const recognise = createUserAgents();

    expect(recognise("aws-cli/2.13.5")).toBe(recognise(["aws-cli", "2.13.5"].join("/")));
  });

  it.each(["elastic", "extended"] as const)("can't be changed by any of them (%s)", (mode) => {
    const agent = createUserAgents({ mode })("aws-cli/2.13.5 Linux/5.10");

    expect([agent, agent.device, agent.os].every(Object.isFrozen)).toBe(true);
  });

  it("are forgotten when too many came after", () => {
    const recognise = createUserAgents({ capacity: 2 });

    const first = recognise("aws-cli/2.13.5");
    ["aws-cli/2", "aws-cli/3", "aws-cli/4"].forEach((text) => recognise(text));

    expect(recognise("aws-cli/2.13.5")).toEqual(first);
    expect(recognise("aws-cli/2.13.5")).not.toBe(first);
  });

  it("are read up to the length that CloudTrail cuts them at", () => {
    const recognise = createUserAgents();
    const longest = "x".repeat(1024 - " aws-cli/2.13".length);

    expect(recognise(`${longest} aws-cli/2.13`)).toMatchObject({
      name: "aws-cli",
      version: "2.13",
    });
    expect(recognise(`${longest} aws-cli/2.13.5`)).toMatchObject({ version: "2.13" });
    expect(recognise(`${longest}xxxxx aws-cli/2.13`).name).toBe("Other");
  });

  it("are not remembered beyond that length", () => {
    const recognise = createUserAgents();
    const text = `aws-cli/2.13.5 ${"x".repeat(1024)}`;

    expect(recognise(text)).toEqual(recognise(text));
    expect(recognise(text)).not.toBe(recognise(text));
  });

  it.each(["elastic", "extended"] as const)("never throw, for any text (%s)", (mode) => {
    const recognise = createUserAgents({ mode });
    const text = anyTextOf({ maxLength: 300 });

    fc.assert(
      fc.property(text, (any) => recognise(any).device.name !== ""),
      { numRuns: 200 },
    );
  });

  /**
   * A hundred of the worst of these take half a second. Where a pattern goes off the rails they take minutes, which the
   * time that a test may have ends.
   */
  it.each([
    "1",
    " ",
    "a",
    "/",
    "-",
    ";",
    "(",
    "_",
    "A/",
    "1.",
    "a ",
    "; ",
    "bot",
    "aws-",
    "http",
    "; HTC ",
    "Android 1 ; ",
    "w Mac OS X w ",
    ";FOMA_W;FOMA ",
    "CloudCustodian(",
    "CFNetwork Darwin/",
    "iPhone Mac OS X BingPreview ",
  ])("never run away where the text is made of %j", (unit) => {
    const recognise = createUserAgents({ capacity: 1 });
    const text = unit.repeat(1024).slice(0, 1020);

    for (let more = 0; more < 100; more += 1)
      expect(recognise(`${text}${more}`).device.name).not.toBe("");
  });
});
