import { factNamed } from "../facts.ts";
import type { Reading } from "../facts.ts";
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

export type Severity = (reading: Reading) => number;

/** Throws a RangeError for a severity that is no whole number from 0 to 10, and for a fact that doesn't exist. */
export function createSeverity(table: SeverityTable = standard): Severity {
  const usual = checked(table.default);
  const rules = table.rules.map((rule) => ({
    severity: checked(rule.severity),
    conditions: rule.when.map(compile),
  }));
  return (reading) => {
    for (const { severity, conditions } of rules) {
      if (conditions.every((holds) => holds(reading))) return severity;
    }
    return usual;
  };
}

function checked(severity: number): number {
  if (Number.isInteger(severity) && severity >= 0 && severity <= 10) return severity;
  throw new RangeError(`A severity is a whole number from 0 to 10, not ${severity}`);
}

function compile({ fact: name, is }: SeverityCondition): (reading: Reading) => boolean {
  const fact = factNamed(name);
  if (!is.some((pattern) => pattern.includes("*")))
    return (reading) => is.includes(fact(reading) ?? "");
  const expected = new RegExp(`^(?:${is.map(sourceOf).join("|")})$`, "su");
  return (reading) => expected.test(fact(reading) ?? "");
}

function sourceOf(pattern: string): string {
  const texts = pattern.split("*").map((text) => RegExp.escape(text));
  return texts.join(".*");
}
