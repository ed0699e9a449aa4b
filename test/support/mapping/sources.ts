import { code } from "./markdown.ts";
import type { Measured } from "./measure.ts";

/** Where a field is from, in Markdown: what shows in it, and what decides whether it is there. */
export function originOf(field: Measured): string {
  const { sources, conditions } = field;
  if (sources.size === 0)
    return conditions.size === 0 ? constantOf(field) : listed(conditions, field);
  const origin = listed(sources, field);
  const others = [...conditions].filter(
    (path) => !sources.has(path) && !origin.includes(code(rootOf(path))),
  );
  if (others.length === 0 || others.length > maxConditions) return origin;
  return `${origin}; if ${listed(others, field)}`;
}

/** More than that, and they tell that nearly everything has a say. */
const maxConditions = 3;

function constantOf({ values }: Measured): string {
  const texts = [...values].map((value) => code(textOf(JSON.parse(value)))).sort();
  if (texts.length > 3) return "";
  return texts.length === 1 ? `always ${texts.join()}` : texts.join(" or ");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function listed(paths: Iterable<string>, { candidates }: Measured): string {
  const byRoot = Map.groupBy(paths, rootOf);
  if (byRoot.size > maxRoots) return "the whole record";
  const groups = [...byRoot.values()];
  const origin = joined(groups.map((group) => shortened(group, candidates)));
  if (origin.length <= maxLength) return origin;
  return joined(groups.map((group) => (group.length < 3 ? group.map(nameOf) : keysOf(group))));
}

/** Tables stay readable. */
const maxLength = 250;

function joined(groups: readonly (readonly string[])[]): string {
  return groups.flat().sort().join(", ");
}

const maxRoots = 14;

function rootOf(path: string): string {
  return path.split(/\.|\[/)[0] ?? path;
}

/** What is taken whole is named whole; of what is searched for many keys, not every key is told. */
function shortened(paths: readonly string[], candidates: ReadonlySet<string>): readonly string[] {
  if (paths.length < 3) return paths.map(nameOf);
  const common = commonPath(paths);
  const possible = [...candidates].filter((path) => path.startsWith(common));
  if (paths.length >= possible.length * wholeShare) return [code(common.replace(/\[\]$/, ""))];
  return paths.length > maxKeys ? keysOf(paths) : paths.map(nameOf);
}

/** Some keys are left out of a payload, as secrets are, and some values are cut. */
const wholeShare = 0.8;

const maxKeys = 6;

function keysOf(paths: readonly string[]): readonly string[] {
  return [`keys of ${code(commonPath(paths).replace(/\[\]$/, ""))}`];
}

function commonPath(paths: readonly string[]): string {
  return paths
    .map((path) => path.split("."))
    .reduce(commonStart)
    .join(".");
}

function commonStart(one: readonly string[], other: readonly string[]): string[] {
  const end = one.findIndex((part, at) => part !== other[at]);
  return one.slice(0, end === -1 ? undefined : end);
}

/** Names in parentheses are no fields of the record. */
function nameOf(path: string): string {
  return path.startsWith("(") ? path.slice(1, -1) : code(path);
}
