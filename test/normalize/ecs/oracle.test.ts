import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonObject } from "../../../src/event.ts";
import { createNormalize } from "../../../src/normalize/format.ts";
import { trailRecord } from "../../support/trail-record.ts";

const shared = new URL("../../../../shared/", import.meta.url);
const records = new URL("data/cloudtrail-captured.ndjson", shared);
const documents = new URL("oracle/ecs-captured.ndjson.gz", shared);

/** What comes from Elastic's templates, not from its pipeline. */
const outOfScope = ["data_stream", "event.dataset", "event.module"];

describe.skipIf(!existsSync(records) || !existsSync(documents))(
  "the ECS documents of captured records",
  () => {
    it("equal those of Elastic's pipeline wherever it didn't stumble", () => {
      const normalize = createNormalize("ecs", { categories: "elastic" });
      const texts = linesOf(readFileSync(records, "utf8"));
      const expected = linesOf(gunzipSync(readFileSync(documents)).toString()).map(parsed);

      const made = texts.map((text) => parsed(String(normalize(trailRecord(text)))));

      const compared = { leaves: 0, differences: [] as string[] };
      for (const [line, document] of expected.entries()) {
        if (document["error"] === undefined) compare(document, made[line] ?? {}, compared);
      }
      expect(compared.differences).toEqual([]);
      expect(compared.leaves).toBeGreaterThan(180_000);
    });
  },
);

function compare(
  expected: JsonObject,
  made: JsonObject,
  compared: { leaves: number; readonly differences: string[] },
): void {
  const theirs = leavesOf(expected);
  const ours = leavesOf(made);
  for (const path of new Set([...theirs.keys(), ...ours.keys()])) {
    compared.leaves += 1;
    if (theirs.get(path) !== ours.get(path)) compared.differences.push(path);
  }
}

function leavesOf(document: JsonObject): ReadonlyMap<string, unknown> {
  const leaves = new Map<string, unknown>();
  collect(document, "");
  return leaves;

  function collect(value: unknown, path: string): void {
    if (outOfScope.includes(path)) return;
    const isParent = Array.isArray(value) || isJsonObject(value);
    const children = path === "aws.cloudtrail.resources" ? byArn(value) : value;
    if (!isParent) leaves.set(path, value);
    else for (const [key, child] of Object.entries(children ?? {})) collect(child, at(path, key));
  }
}

/** Elastic orders resources by a hash; in other lists order counts. */
function byArn(resources: unknown): unknown {
  if (!Array.isArray(resources)) return resources;
  return Object.fromEntries(
    resources.map((item: JsonObject) => [
      JSON.stringify([item["arn"], item["account_id"], item["type"]]),
      item,
    ]),
  );
}

function at(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function linesOf(text: string): string[] {
  return text.trimEnd().split("\n");
}

function parsed(line: string): JsonObject {
  const value: unknown = JSON.parse(line);
  if (!isJsonObject(value)) throw new Error("A line holds no JSON object");
  return value;
}
