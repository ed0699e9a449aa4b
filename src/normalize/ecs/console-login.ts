import type { JsonObject } from "../../event.ts";
import { objectAt, textAt } from "../value.ts";

export interface ConsoleLogin {
  readonly loginTo: string | undefined;
  readonly mobileVersion: boolean | undefined;
  readonly mfaUsed: boolean | undefined;
}

/** What the sign-in page tells of a sign-in, undefined for all other records. */
export function consoleLoginOf(record: JsonObject): ConsoleLogin | undefined {
  if (record["eventName"] !== "ConsoleLogin") return undefined;
  const details = objectAt(record, "additionalEventData");
  return {
    loginTo: textAt(details, "LoginTo"),
    mobileVersion: claimAt(details, "MobileVersion"),
    mfaUsed: claimAt(details, "MFAUsed"),
  };
}

/** Whatever is not `No` counts as yes, as in Elastic's pipeline. */
function claimAt(details: JsonObject | undefined, key: string): boolean | undefined {
  const answer = textAt(details, key);
  return answer === undefined ? undefined : answer !== "No" && answer !== "false";
}
