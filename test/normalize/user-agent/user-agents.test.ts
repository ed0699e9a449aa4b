import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createUserAgents } from "../../../src/normalize/user-agent/user-agents.ts";
import { anyTextOf } from "../../support/any-text.ts";

describe("user agents", () => {
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

  it.each(["elastic", "extended"] as const)("never throw, for any text (%s)", (mode) => {
    const recognise = createUserAgents(mode);
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
    const recognise = createUserAgents();
    const text = unit.repeat(1024).slice(0, 1020);

    for (let more = 0; more < 100; more += 1)
      expect(recognise(`${text}${more}`).device.name).not.toBe("");
  });
});
