/**
 * Makes the patterns of uap-core anew, and the keys of our own: `node test/support/user-agent/write-patterns.ts`, then
 * `npm run format`.
 */
import { writeFileSync } from "node:fs";
import own from "../../../src/normalize/user-agent/aws-agents.json" with { type: "json" };
import type { Pattern } from "../../../src/normalize/user-agent/pattern.ts";
import { patternsOfUapCore, withKeys } from "./patterns.ts";

const { origin, licence, ...patterns } = patternsOfUapCore();
write("patterns.json", { origin, licence }, patterns);
write("aws-agents.json", {}, { agents: withKeys(own.agents), systems: withKeys(own.systems) });

function write(
  name: string,
  head: Readonly<Record<string, string>>,
  lists: Readonly<Record<string, readonly Pattern[]>>,
): void {
  const members = [
    ...Object.entries(head).map(([key, text]) => member(key, JSON.stringify(text))),
    ...Object.entries(lists).map(([list, rows]) => member(list, rowsOf(rows))),
  ];
  const file = new URL(`../../../src/normalize/user-agent/${name}`, import.meta.url);
  writeFileSync(file, `{\n${members.join(",\n")}\n}\n`);
}

function member(name: string, text: string): string {
  return `${JSON.stringify(name)}: ${text}`;
}

function rowsOf(rows: readonly Pattern[]): string {
  return `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`;
}
