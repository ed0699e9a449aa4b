import { factNamed } from "../facts.ts";
import type { Fact, Reading } from "../facts.ts";
import { sectionOf } from "../sections.ts";
import type { Parts, Section } from "../sections.ts";
import standard from "./severity.json" with { type: "json" };

/** How urgent a record is, from 0 to 10: the first rule that applies decides. */
export interface SeverityTable {
  readonly default: number;
  readonly rules: readonly SeverityRule[];
}

/** Applies when every condition holds. */
export interface SeverityRule {
  readonly severity: number;
  readonly when: readonly SeverityCondition[];
}

/** Holds when the fact is one of these texts, in which `*` stands for any text. Facts are named as for `factNamed`. */
export interface SeverityCondition {
  readonly fact: string;
  readonly is: readonly string[];
}

export interface Severity {
  /** What a section of a record says about it. */
  readonly possible: (section: Section, reading: Reading) => Possible;
  readonly of: (parts: Parts<{ readonly possible: Possible }>) => number;
}

/** The rules that a section doesn't rule out, by their places in the table. */
export type Possible = readonly number[];

/** Throws a RangeError for a severity that is no whole number from 0 to 10, and for a fact that doesn't exist. */
export function createSeverity(table: SeverityTable = standard): Severity {
  const usual = checked(table.default);
  const severities = table.rules.map((rule) => checked(rule.severity));
  const conditions: Parts<Condition[]> = [[], [], []];
  for (const [rule, { when }] of table.rules.entries()) {
    for (const { fact: name, is } of when) {
      const fact = factNamed(name);
      conditions[sectionOf(fact.members)].push({ rule, holds: compile(fact, is) });
    }
  }
  const all: Possible = [...severities.keys()];
  return {
    possible(section, reading) {
      const broken = conditions[section].filter(({ holds }) => !holds(reading));
      return broken.length === 0 ? all : without(all, broken);
    },
    of([call, caller, rest]) {
      for (const rule of call.possible) {
        if (caller.possible.includes(rule) && rest.possible.includes(rule))
          return severities[rule] ?? usual;
      }
      return usual;
    },
  };
}

interface Condition {
  /** Its place in the table. */
  readonly rule: number;
  readonly holds: (reading: Reading) => boolean;
}

function without(rules: Possible, broken: readonly Condition[]): Possible {
  const impossible = new Set(broken.map(({ rule }) => rule));
  return rules.filter((rule) => !impossible.has(rule));
}

function checked(severity: number): number {
  if (Number.isInteger(severity) && severity >= 0 && severity <= 10) return severity;
  throw new RangeError(`A severity is a whole number from 0 to 10, not ${severity}`);
}

function compile({ read }: Fact, is: readonly string[]): Condition["holds"] {
  if (!is.some((pattern) => pattern.includes("*")))
    return (reading) => is.includes(read(reading) ?? "");
  const expected = new RegExp(`^(?:${is.map(sourceOf).join("|")})$`, "su");
  return (reading) => expected.test(read(reading) ?? "");
}

function sourceOf(pattern: string): string {
  const texts = pattern.split("*").map((text) => RegExp.escape(text));
  return texts.join(".*");
}
