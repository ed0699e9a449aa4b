import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonObject } from "../../../src/event.ts";
import { entitiesOf } from "../../../src/normalize/ecs/entities/entities.ts";
import { textAt } from "../../../src/normalize/value.ts";

const shared = new URL("../../../../shared/", import.meta.url);
const records = new URL("data/cloudtrail-captured.ndjson", shared);
const documents = new URL("oracle/ecs-captured-entities.ndjson.gz", shared);

/** The records, by service, where ours finds more, with what keeps Elastic's pipeline from finding it. */
const more = {
  /** Within an instance it stops at the first id that it has already. */
  "related.entity of ec2.amazonaws.com": 1,
  /** It looks for `serialNumber` beside `virtualMFADevice`, not in it. */
  "related.entity of iam.amazonaws.com": 1,
  /** It looks for `dbInstanceArn`; the record has `dBInstanceArn`. */
  "related.entity of rds.amazonaws.com": 1,
  /** It looks for `accessKeyId` beside `credentials`, not in it. */
  "related.entity of sts.amazonaws.com": 107,
};

describe.skipIf(!existsSync(records) || !existsSync(documents))(
  "the entities of captured records",
  () => {
    it("are those of Elastic's pipeline, and what it overlooks", () => {
      const captured = linesOf(readFileSync(records, "utf8"));
      const expected = linesOf(gunzipSync(readFileSync(documents)).toString());

      const made = captured.map(documentOf);

      const compared: Comparison = { ids: 0, missing: [], more: {} };
      for (const [line, record] of captured.entries()) {
        const [theirs, ours] = [idsOf(expected[line]), idsOf(made[line])];
        compared.ids += theirs.size;
        compared.missing.push(...theirs.difference(ours));
        count(record, ours.difference(theirs), compared.more);
      }
      expect(compared.missing).toEqual([]);
      expect(compared.more).toEqual(more);
      expect(compared.ids).toBeGreaterThan(27_000);
    });
  },
);

interface Comparison {
  ids: number;
  readonly missing: string[];
  readonly more: Record<string, number>;
}

function count(record: JsonObject, added: ReadonlySet<string>, counts: Comparison["more"]): void {
  const places = new Set([...added].map((id) => id.split(" ")[0]));
  for (const place of places) {
    const key = `${place} of ${textAt(record, "eventSource")}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
}

function documentOf(record: JsonObject): JsonObject {
  const { relatedEntity, ...rest } = entitiesOf(record) ?? {};
  return parsed(JSON.stringify({ ...rest, related: { entity: relatedEntity } }));
}

/** Each id with its place: `user.entity.id arn:aws:…`. Both sides sort their lists. */
function idsOf(value: unknown, path: readonly string[] = []): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.map((id) => `${path.join(".")} ${id}`));
  if (!isJsonObject(value)) return new Set();
  return new Set(
    Object.entries(value).flatMap(([key, inner]) => [...idsOf(inner, [...path, key])]),
  );
}

function linesOf(text: string): JsonObject[] {
  return text.trimEnd().split("\n").map(parsed);
}

function parsed(line: string): JsonObject {
  const value: unknown = JSON.parse(line);
  if (!isJsonObject(value)) throw new Error("A line holds no JSON object");
  return value;
}
