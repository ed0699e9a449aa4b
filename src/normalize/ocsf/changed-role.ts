import type { JsonObject } from "../../event.ts";
import { objectAt, textAt } from "../value.ts";
import { arnOf } from "./arn.ts";
import type { Role } from "./attributes.ts";
import { ownAccount } from "./cloud.ts";
import type { Reading } from "./reading.ts";
import { orUnknown, targetOf } from "./target.ts";
import { accountOf } from "./user.ts";

/** The role or permission set that a call changes. */
export function changedRole(reading: Reading): Role {
  const { response } = reading;
  const answer = objectAt(response, "role") ?? objectAt(response, "permissionSet");
  const { name, uid } = orUnknown(
    targetOf(reading, nameOf(reading, answer), arnIn(reading, answer)),
  );
  return {
    account: accountOf(arnOf(uid).account ?? ownAccount(reading)),
    name,
    uid,
    uid_alt: textAt(answer, "roleId"),
  };
}

function nameOf(
  { operation, parameters }: Reading,
  answer: JsonObject | undefined,
): string | undefined {
  const key = operation === "CreatePermissionSet" ? "name" : "roleName";
  return textAt(parameters, key) ?? textAt(answer, "roleName") ?? textAt(answer, "name");
}

function arnIn({ parameters }: Reading, answer: JsonObject | undefined): string | undefined {
  return (
    textAt(answer, "arn") ??
    textAt(answer, "permissionSetArn") ??
    textAt(parameters, "permissionSetArn")
  );
}
