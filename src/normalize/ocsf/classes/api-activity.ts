import { isJsonObject } from "../../../event.ts";
import type { JsonObject } from "../../../event.ts";
import { endOf, startOf } from "../../times.ts";
import { listAt, objectAt, textAt } from "../../value.ts";
import type { Dialect } from "../dialect.ts";
import { instantOf } from "../instant.ts";
import type { Making } from "../making.ts";
import type { Reading } from "../reading.ts";
import type { Specifics } from "../specifics.ts";

/** As most calls have it. */
export const nothing: Specifics = {};

/** Most calls say all in the parts that every class has. */
export function apiActivityOf(reading: Reading, { dialect }: Making): Specifics {
  if (isDenied(reading.fields, dialect)) return { action: "Denied", action_id: 2 };
  return reading.fields["timeWindow"] === undefined ? nothing : countOf(reading);
}

/** Whether a security control has refused the call: the policy of a VPC endpoint. */
export function isDenied(members: JsonObject, { hasSecurityControl }: Dialect): boolean {
  return hasSecurityControl && members["errorCode"] === "VpceAccessDenied";
}

/** Calls that were counted in a window of time. */
function countOf({ fields }: Reading): Specifics {
  const start = instantOf(startOf(fields));
  const end = instantOf(endOf(fields));
  return {
    count: sumOf(fields),
    end_time: end?.ms,
    end_time_dt: end?.text,
    start_time: start?.ms,
    start_time_dt: start?.text,
  };
}

function sumOf(fields: Reading["fields"]): number | undefined {
  const dimension = objectAt(objectAt(fields, "summary"), "primaryDimension");
  if (textAt(dimension, "aggregationType") !== "Count") return undefined;
  let sum = 0;
  for (const statistic of listAt(dimension, "statistics")) {
    const value = isJsonObject(statistic) ? statistic["value"] : undefined;
    sum += typeof value === "number" ? value : Number.NaN;
  }
  return Number.isInteger(sum) && sum > 0 && sum < 2 ** 31 ? sum : undefined;
}
