import { textAt } from "../value.ts";
import { deniedTarget, nameIn } from "./arn.ts";
import type { Reading } from "./reading.ts";

/** What a call is about. */
export interface Target {
  readonly name: string | undefined;
  readonly uid: string | undefined;
}

/** By what the call tells of it; where that is nothing, by the error that denied the call. */
export function targetOf(
  { fields }: Reading,
  name: string | undefined,
  arn: string | undefined,
): Target {
  if (name !== undefined || arn !== undefined) return { name: name ?? nameIn(arn), uid: arn };
  const denied = deniedTarget(textAt(fields, "errorMessage"));
  return { name: denied.name, uid: denied.arn };
}

/** For classes that can't be without: what a denied call was about may be left out of the record. */
export function orUnknown(target: Target): Target {
  return target.name === undefined && target.uid === undefined
    ? { name: "Unknown", uid: undefined }
    : target;
}
