import { isJsonObject } from "../../../src/event.ts";
import type { JsonObject } from "../../../src/event.ts";
import { caseNames, caseRecord } from "../cases.ts";
import { bucketName, keyName } from "./formats.ts";

/** Records whose fields have wrong types don't tell what a field is from. */
const misshapen = ["odd-shapes", "wrong-types"];

const object = {
  [bucketName]: "amzn-s3-demo-bucket",
  [keyName]: "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/22/EXAMPLE.json.gz",
};

/** All cases, each with the place it was read from. */
export function caseInputs(): readonly JsonObject[] {
  return caseNames
    .filter((name) => !misshapen.includes(name))
    .flatMap((name) => withOneError(recordOf(name)))
    .map((record) => ({ ...object, ...record }));
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
