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
  return [...byRoot.values()]
    .flatMap((group) => shortened(group, candidates))
    .sort()
    .join(", ");
}

const maxRoots = 14;

function rootOf(path: string): string {
  return path.split(/\.|\[/)[0] ?? path;
}

/** What is taken whole is named whole; of what is searched for many keys, not every key is told. */
function shortened(paths: readonly string[], candidates: ReadonlySet<string>): readonly string[] {
  if (paths.length < 3) return paths.map(nameOf);
  const common = paths
    .map((path) => path.split("."))
    .reduce(commonStart)
    .join(".");
  const possible = [...candidates].filter((path) => path.startsWith(common));
  const whole = code(common.replace(/\[\]$/, ""));
  if (paths.length >= possible.length / 2) return [whole];
  return paths.length > maxKeys ? [`keys of ${whole}`] : paths.map(nameOf);
}

const maxKeys = 6;

function commonStart(one: readonly string[], other: readonly string[]): string[] {
  const end = one.findIndex((part, at) => part !== other[at]);
  return one.slice(0, end === -1 ? undefined : end);
}

/** Names in parentheses are no fields of the record. */
function nameOf(path: string): string {
  return path.startsWith("(") ? path.slice(1, -1) : code(path);
}
