import { existsSync, readFileSync, readdirSync } from "node:fs";
import { caseNames, caseRecord } from "../support/cases.ts";
import { extremes } from "./extremes.ts";
import { objectIn } from "./object-in.ts";

/** Records under the name of where they are from. */
export interface Corpus {
  readonly name: string;
  readonly records: readonly string[];
}

/** What is in the repository, and the captured records where they are at hand. */
export function allCorpora(): readonly Corpus[] {
  return [
    { name: "cases", records: caseNames.map(caseWithOwnId) },
    { name: "demo", records: demoRecords() },
    { name: "extremes", records: extremes },
    ...(existsSync(captured) ? [{ name: "captured", records: linesOf(captured) }] : []),
  ];
}

export const captured = new URL("../../../shared/data/cloudtrail-captured.ndjson", import.meta.url);
const trails = new URL("../../src/commands/demo/trails/", import.meta.url);

/** Most cases have the same event id, and would be duplicates of one another. */
function caseWithOwnId(name: string): string {
  const record = objectIn(caseRecord(name));
  return JSON.stringify("eventID" in record ? { ...record, eventID: name } : record);
}

/** The digest is a record itself, all other files are lists of them. */
function demoRecords(): readonly string[] {
  const files = readdirSync(trails).filter((file) => /(?<!manifest)\.json$/.test(file));
  return files.flatMap((file) => {
    const content = objectIn(readFileSync(new URL(file, trails), "utf8"));
    const records = content["Records"];
    return (Array.isArray(records) ? records : [content]).map((record) => JSON.stringify(record));
  });
}

export function linesOf(file: URL): readonly string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}
