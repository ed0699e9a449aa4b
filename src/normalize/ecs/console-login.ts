import type { JsonObject } from "../../event.ts";
import { objectOf, textAt, textOf } from "../value.ts";

export interface ConsoleLogin {
  readonly login_to: string | undefined;
  readonly mobile_version: boolean | undefined;
  readonly mfa_used: boolean | undefined;
}

/** What the sign-in page tells of a sign-in, undefined for all other records. */
export function consoleLoginOf(record: JsonObject): ConsoleLogin | undefined {
  if (record["eventName"] !== "ConsoleLogin") return undefined;
  const details = objectOf(record["additionalEventData"]);
  return {
    login_to: textOf(details?.["LoginTo"]),
    mobile_version: claimAt(details, "MobileVersion"),
    mfa_used: claimAt(details, "MFAUsed"),
  };
}

/** Whatever is not `No` counts as yes, as in Elastic's pipeline. */
function claimAt(details: JsonObject | undefined, key: string): boolean | undefined {
  const answer = textAt(details, key);
  return answer === undefined ? undefined : answer !== "No" && answer !== "false";
}
