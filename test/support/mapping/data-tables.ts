/** Tables of the data files that the mappings read. */
import categories from "../../../src/normalize/ecs/categories.json" with { type: "json" };
import classes from "../../../src/normalize/ocsf/classes.json" with { type: "json" };
import eventmap from "../../../src/normalize/ocsf/eventmap.json" with { type: "json" };
import secrets from "../../../src/normalize/ocsf/secrets.json" with { type: "json" };
import severity from "../../../src/normalize/pairs/severity.json" with { type: "json" };
import { code, codes, tableOf } from "./markdown.ts";

export function categoriesTable(): readonly string[] {
  return tableOf(
    ["`event.category`", "`event.type`", "`event.action`"],
    categories.map(({ category, types, actions }) => [
      code(category),
      codes(types),
      codes(actions),
    ]),
  );
}

export function severityTable(): readonly string[] {
  const rules = severity.rules.map((rule) => [
    rule.when
      .map(({ fact, is }) => `${factCode(fact)} is ${is.map(code).join(" or ")}`)
      .join(", and "),
    String(rule.severity),
  ]);
  return tableOf(
    ["first that holds", "severity"],
    [...rules, ["otherwise", String(severity.default)]],
  );
}

/** Facts in parentheses are worked out: `(outcome)`. */
function factCode(fact: string): string {
  return fact.startsWith("(") ? `the ${fact.slice(1, -1)}` : code(fact);
}

type Row = (typeof eventmap.rows)[number];
type Pair = readonly number[] | null;

/** What CloudTrail's calls are in OCSF. Calls that are the same in every profile and version share a row. */
export function eventmapTable(): readonly string[] {
  const groups = Map.groupBy(eventmap.rows, (row) => JSON.stringify(pairsOf(row)));
  const rows = [...groups.values()].map((group) => [
    callsOf(group),
    ...(group[0] === undefined ? [] : pairsOf(group[0]).map(activityOf)),
  ]);
  return tableOf(["calls", "`aws`", "`extended` to 1.8", "`extended` in 1.9"], rows);
}

function pairsOf(row: Row): readonly Pair[] {
  return [row.aws_published, row.ocsf_1_8, row.ocsf_1_9];
}

function callsOf(rows: readonly Row[]): string {
  const services = Map.groupBy(rows, ({ eventSource }) => eventSource.replace(/\.amazonaws.*/, ""));
  return [...services]
    .map(([service, calls]) => `${service}: ${codes(calls.map(({ eventName }) => eventName))}`)
    .join("; ");
}

const names = new Map(classes.map(({ uid, activities }) => [uid, activities] as const));

function activityOf(pair: Pair): string {
  if (pair === null) return "by its verb";
  const [uid = 0, activity = 0] = pair;
  const name = Object.entries(names.get(uid) ?? {}).find(([id]) => id === String(activity))?.[1];
  return `${uid} ${name ?? activity}`;
}

export function classesTable(): readonly string[] {
  return tableOf(
    ["class", "name", "category"],
    classes.map(({ uid, name, category_uid: categoryUid, category_name: categoryName }) => [
      String(uid),
      name,
      `${categoryUid} ${categoryName}`,
    ]),
  );
}

export function secretsList(): readonly string[] {
  return [codes(secrets)];
}
