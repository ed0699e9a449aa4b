import type { JsonObject } from "../../event.ts";
import { objectAt, textAt } from "../value.ts";
import { nameIn } from "./arn.ts";
import type { Policy } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import type { Reading } from "./reading.ts";

/** The policy that a call is about: managed, inline, a boundary, or one that a permission set refers to. */
export function policyOf(reading: Reading, dialect: Dialect): Policy | undefined {
  const { parameters } = reading;
  const uid = arnIn(parameters);
  const name = nameOf(parameters) ?? nameIn(uid);
  const data = textAt(parameters, "policyDocument") ?? textAt(parameters, "inlinePolicy");
  const type = dialect.hasPolicyTypes && data !== undefined ? typeOf(reading) : undefined;
  if ((uid ?? name ?? type) === undefined) return undefined;
  return { data: dialect.hasPolicies ? data : undefined, name, type, uid };
}

/** A policy that is written into a role is either what the role may do, or who may be it. */
function typeOf({ operation }: Reading): string {
  return operation === "UpdateAssumeRolePolicy" ? "Trust" : "Inline";
}

function arnIn(parameters: JsonObject | undefined): string | undefined {
  return (
    textAt(parameters, "policyArn") ??
    textAt(parameters, "managedPolicyArn") ??
    textAt(parameters, "permissionsBoundary") ??
    textAt(objectAt(parameters, "permissionsBoundary"), "managedPolicyArn")
  );
}

function nameOf(parameters: JsonObject | undefined): string | undefined {
  const reference =
    objectAt(parameters, "customerManagedPolicyReference") ??
    objectAt(objectAt(parameters, "permissionsBoundary"), "customerManagedPolicyReference");
  return textAt(parameters, "policyName") ?? textAt(reference, "name");
}
