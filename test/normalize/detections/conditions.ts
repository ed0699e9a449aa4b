import { readFileSync } from "node:fs";
import { z } from "zod";
import type { JsonObject, JsonValue } from "../../../src/event.ts";
import { isJsonObject } from "../../../src/event.ts";
import { isList } from "../../../src/normalize/value.ts";
import { caseRecord } from "../../support/cases.ts";

const condition = z.object({
  condition: z.string(),
  /** The case that has to be found. */
  meets: z.string(),
  /** What must not be found although it is close: another case, or the same one with some of its fields changed. */
  near: z.union([z.string(), z.record(z.string(), z.json())]),
});

export type Detection = z.infer<typeof condition>;

/** The conditions on file for the documents of one format, or for the records themselves. */
export function detectionsIn(file: "ecs.json" | "ocsf.json" | "raw.json"): readonly Detection[] {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  return z.array(condition).parse(JSON.parse(text));
}

/** The records that a condition has to tell apart. */
export function recordsOf({ meets, near }: Detection): { meeting: JsonObject; near: JsonObject } {
  const meeting = recordNamed(meets);
  return { meeting, near: typeof near === "string" ? recordNamed(near) : changed(meeting, near) };
}

function recordNamed(name: string): JsonObject {
  const record: unknown = JSON.parse(caseRecord(name));
  if (!isJsonObject(record)) throw new TypeError(`The case ${name} is not an object`);
  return record;
}

function changed(record: JsonObject, changes: Readonly<Record<string, JsonValue>>): JsonObject {
  return Object.entries(changes).reduce(
    (changing, [path, value]) => withMember(changing, path.split("."), value),
    record,
  );
}

function withMember(object: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const [key = "", ...rest] = path;
  return { ...object, [key]: within(object[key], rest, value) };
}

function within(
  member: JsonValue | undefined,
  path: readonly string[],
  value: JsonValue,
): JsonValue {
  const [at, ...rest] = path;
  if (at === undefined) return value;
  if (isList(member)) return member.with(Number(at), within(member[Number(at)], rest, value));
  return withMember(isJsonObject(member) ? member : {}, path, value);
}
