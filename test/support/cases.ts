import { readdirSync } from "node:fs";
import { fixture } from "./fixture.ts";

/** What stands beside a record in test/fixtures/cases: the same record in each format, written by hand. */
export type Expected = "ecs.json" | "ocsf.json" | "cef" | "leef";

const files = readdirSync(new URL("../fixtures/cases", import.meta.url));

/** The names of all cases: `console-login-root` is the record in `console-login-root.json`. */
export const caseNames = files
  .filter((file) => /^[^.]+\.json$/.test(file))
  .map((file) => file.replace(".json", ""));

export function caseRecord(name: string): string {
  return fixture(`cases/${name}.json`);
}

/** Those of the cases that have a file for this format. */
export function casesWith(expected: Expected): readonly string[] {
  return caseNames.filter((name) => files.includes(`${name}.${expected}`));
}

export function caseIn(expected: Expected, name: string): string {
  return fixture(`cases/${name}.${expected}`);
}
