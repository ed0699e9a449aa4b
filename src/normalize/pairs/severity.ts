import { factNamed } from "../facts.ts";
import type { Reading } from "../facts.ts";
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
  readonly signs: (section: Section, reading: Reading) => Signs;
  readonly of: (parts: Parts<{ readonly signs: Signs }>) => number;
}

/** Which of the conditions that are about the section hold. */
export type Signs = readonly boolean[];

/** Throws a RangeError for a severity that is no whole number from 0 to 10, and for a fact that doesn't exist. */
export function createSeverity(table: SeverityTable = standard): Severity {
  const usual = checked(table.default);
  const conditions: Parts<Condition[]> = [[], [], []];
  const rules = table.rules.map((rule) => ({
    severity: checked(rule.severity),
    needs: rule.when.map((condition) => {
      const section = sectionOf(factNamed(condition.fact).members);
      return { section, sign: conditions[section].push(compile(condition)) - 1 };
    }),
  }));
  return {
    signs: (section, reading) => conditions[section].map((holds) => holds(reading)),
    of(parts) {
      return rules.find(({ needs }) => allHold(needs, parts))?.severity ?? usual;
    },
  };
}

type Condition = (reading: Reading) => boolean;

/** A condition of a rule: which sign of which section. */
interface Need {
  readonly section: Section;
  readonly sign: number;
}

function allHold(needs: readonly Need[], parts: Parts<{ readonly signs: Signs }>): boolean {
  for (const { section, sign } of needs) if (parts[section].signs[sign] !== true) return false;
  return true;
}

function checked(severity: number): number {
  if (Number.isInteger(severity) && severity >= 0 && severity <= 10) return severity;
  throw new RangeError(`A severity is a whole number from 0 to 10, not ${severity}`);
}

function compile({ fact: name, is }: SeverityCondition): Condition {
  const { read } = factNamed(name);
  if (!is.some((pattern) => pattern.includes("*")))
    return (reading) => is.includes(read(reading) ?? "");
  const expected = new RegExp(`^(?:${is.map(sourceOf).join("|")})$`, "su");
  return (reading) => expected.test(read(reading) ?? "");
}

function sourceOf(pattern: string): string {
  const texts = pattern.split("*").map((text) => RegExp.escape(text));
  return texts.join(".*");
}
