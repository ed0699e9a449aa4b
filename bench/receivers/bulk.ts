/** What Elasticsearch answers to a `_bulk` request in which every document is taken. */
import { isJsonObject } from "../../src/event.ts";

const lineFeed = 10;
const createAction = Buffer.from('{"create":');

/** Documents of a bulk body by its lines: each is an action and a source. Undefined where it can't be one. */
export function countDocuments(body: Buffer): number | undefined {
  let lines = 0;
  for (let at = body.indexOf(lineFeed); at !== -1; at = body.indexOf(lineFeed, at + 1)) lines += 1;
  const wellFormed =
    lines % 2 === 0 && body.at(-1) === lineFeed && body.indexOf(createAction) === 0;
  return wellFormed ? lines / 2 : undefined;
}

const item = {
  _index: ".ds-logs-aws.cloudtrail-default-2026.11.22-000001",
  _version: 1,
  result: "created",
  _shards: { total: 2, successful: 1, failed: 0 },
  _primary_term: 1,
  status: 201,
};

/** `filterPath` is the parameter as sent. Items carry no `_id` and `_seq_no`: they would have to be parsed for. */
export function bulkAnswer(documents: number, filterPath: string | null): string {
  const whole = { took: 1, errors: false, items: { create: item } };
  const kept = filterPath === null ? whole : keep(whole, "", filterPath.split(",").map(toPattern));
  const { items, ...rest } = isJsonObject(kept) ? kept : {};
  if (items === undefined) return JSON.stringify(rest);
  const all = Array.from({ length: documents }, () => JSON.stringify(items)).join(",");
  const head = JSON.stringify(rest).slice(0, -1);
  return `${head}${head === "{" ? "" : ","}"items":[${all}]}`;
}

/** The leaves whose path matches, with what holds them; undefined where nothing is left. */
function keep(value: unknown, path: string, patterns: readonly RegExp[]): unknown {
  if (!isJsonObject(value))
    return patterns.some((pattern) => pattern.test(path)) ? value : undefined;
  const entries = Object.entries(value)
    .map(([name, inner]) => [name, keep(inner, path === "" ? name : `${path}.${name}`, patterns)])
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** `items.*.status`: a star is one name, two are any number, and what is below a match is kept too. */
function toPattern(path: string): RegExp {
  const names = path
    .split(".")
    .map((name) =>
      name === "**" ? ".*" : name.replaceAll(/[^\w*]/g, String.raw`\$&`).replaceAll("*", "[^.]*"),
    );
  return new RegExp(String.raw`^${names.join(String.raw`\.`)}(\.|$)`);
}
