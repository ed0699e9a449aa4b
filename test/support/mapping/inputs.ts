import { isJsonObject } from "../../../src/event.ts";
import type { JsonObject } from "../../../src/event.ts";
import { caseNames, caseRecord } from "../cases.ts";
import { readFrom } from "./formats.ts";

/** Records whose fields have wrong types don't tell what a field is from. */
const misshapen = ["odd-shapes", "wrong-types"];

/** All cases. A few of them tell where they were read: what is made of that is the same for all. */
export function caseInputs(): readonly JsonObject[] {
  return caseNames
    .filter((name) => !misshapen.includes(name))
    .flatMap((name) => withOneError(recordOf(name)))
    .map((record, index) => (index < 3 ? { ...readFrom, ...record } : record));
}

/** A call that failed is one by its code as well as by its message: each counts alone. */
function withOneError(record: JsonObject): readonly JsonObject[] {
  if ((record["errorCode"] ?? null) === null) return [record];
  return [record, { ...record, errorMessage: null }, { ...record, errorCode: null }];
}

function recordOf(name: string): JsonObject {
  const record: unknown = JSON.parse(caseRecord(name));
  if (!isJsonObject(record)) throw new Error(`The case ${name} is no JSON object`);
  return record;
}
