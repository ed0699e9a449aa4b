import fc from "fast-check";
import { describe, expect, it } from "vitest";
import table from "../../../src/normalize/user-agent/patterns.json" with { type: "json" };
import awsAgents from "../../../src/normalize/user-agent/aws-agents.json" with { type: "json" };
import type { Pattern } from "../../../src/normalize/user-agent/pattern.ts";
import { patternsOfUapCore, withKeys } from "../../support/user-agent/patterns.ts";

const patterns: readonly Pattern[] = [...table.agents, ...table.systems, ...table.devices];
const own: readonly Pattern[] = [...awsAgents.agents, ...awsAgents.systems];

describe("the patterns", () => {
  it("are those of uap-core", () => {
    expect(table).toEqual(patternsOfUapCore());
  });

  it("have the keys that our own require, too", () => {
    expect(awsAgents.agents).toEqual(withKeys(awsAgents.agents));
    expect(awsAgents.systems).toEqual(withKeys(awsAgents.systems));
  });

  it("compile", () => {
    for (const { regex, ignoreCase } of [...patterns, ...own])
      expect(() => new RegExp(regex, ignoreCase === true ? "i" : ""), regex).not.toThrow();
  });

  it("have nothing that Java reads in another way than JavaScript", () => {
    const possessive = /[*+?}]\+/;
    const flagsOrAtomicGroup = /\(\?(?:[a-z-]+[:)]|>)/;
    const setOperation = /&&/;
    const escapeOfJava = /\\[AEGHQRVXZacehpuvxz]/;

    for (const { regex } of patterns)
      for (const construct of [possessive, flagsOrAtomicGroup, setOperation, escapeOfJava])
        expect(regex).not.toMatch(construct);
  });

  it("have one of their keys in every text that they match", () => {
    const generated = [...patterns, ...own].flatMap(({ regex, keys }) => {
      const texts = textsMatching(regex);
      return keys === undefined || texts === undefined ? [] : [{ keys, texts }];
    });

    expect(generated.length).toBeGreaterThan(1_000);
    for (const { keys, texts } of generated) {
      const hasKey = (text: string) => keys.some((key) => text.toLowerCase().includes(key));
      fc.assert(fc.property(texts, hasKey), { numRuns: 5 });
    }
  });
});

/** Boundaries of words only forbid texts. What else the generator doesn't know, it throws on. */
function textsMatching(regex: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(regex.replaceAll(String.raw`\b`, "")));
  } catch {
    return undefined;
  }
}
