/**
 * Findings as lines for people: file, line and column, path, what was found, what is allowed.
 */
import type { LineCounter } from "yaml";
import type { z } from "zod";
import { pathKey, quote, type Finding, type Path, type Place } from "./document.ts";
import { nearest } from "./nearest.ts";

export interface Sheet {
  /** As the operator named it. */
  readonly file: string;
  readonly lines: LineCounter;
  readonly places: ReadonlyMap<string, Place>;
}

/** One line for each finding, in the order of the file. */
export function explain(findings: readonly Finding[], sheet: Sheet): string[] {
  return findings
    .map((finding) => ({ finding, place: placeOf(finding.path, sheet) }))
    .sort((a, b) => a.place.offset - b.place.offset)
    .map(({ finding, place }) => {
      const { line, col } = sheet.lines.linePos(place.offset);
      const where = `${sheet.file}:${line}:${col} ${formatPath(finding.path)}`.trimEnd();
      return `${where}: ${withSubject(finding, place)}`;
    });
}

/** What zod found, with a finding for each unknown key. `tree` is what it looked at. */
export function findingsOf(issues: readonly z.core.$ZodIssue[], tree: unknown): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
    if (issue.code === "unrecognized_keys") {
      const known = issue.message.split(", ");
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
    }
    return [{ path, ...describe(issue, valueAt(tree, path)) }];
  });
}

type Description = Omit<Finding, "path">;

/** Only what fields of our own say begins with the value: a text where a map belongs may be a misplaced secret. */
function describe(issue: z.core.$ZodIssue, found: unknown): Description {
  if (issue.code === "custom") return { message: issue.message, showsValue: true };
  if (issue.code === "invalid_union") {
    const names = "options" in issue ? issue.options?.join(", ") : undefined;
    if (found === undefined) return { message: `is missing; choose one of ${names}` };
    return { message: `is not one of ${names}`, showsValue: true };
  }
  if (found === undefined) return { message: "is missing" };
  if (issue.code === "too_small")
    return { message: "is an empty list; give it at least one entry" };
  if (issue.code === "invalid_type" && issue.expected === "array")
    return { message: "is not a list" };
  return { message: `is not a map; its keys are ${issue.message}` };
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  if (near !== undefined) return `is not a known key; did you mean ${near}?`;
  return `is not a known key; known here are ${known.join(", ")}`;
}

function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    tree,
  );
}

/** What is missing stands where it should be: in the nearest value around it. */
function placeOf(path: Path, sheet: Sheet): Place {
  const exact = sheet.places.get(pathKey(path));
  if (exact !== undefined || path.length === 0) return exact ?? { offset: 0 };
  return { offset: placeOf(path.slice(0, -1), sheet).offset };
}

function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    const key = /^[\w-]{1,60}$/.test(part) ? part : quote(part);
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

function withSubject({ message, showsValue }: Finding, { written }: Place): string {
  return showsValue === true && written !== undefined ? `${written} ${message}` : message;
}
