import { textAt } from "../../value.ts";
import type { Role, User } from "../attributes.ts";
import { changedRole } from "../changed-role.ts";
import { changedUser } from "../changed-user.ts";
import type { Dialect } from "../dialect.ts";
import { changedFactors } from "../factors.ts";
import type { Making } from "../making.ts";
import { policyOf } from "../policies.ts";
import type { Reading } from "../reading.ts";
import type { Specifics } from "../specifics.ts";
import { userOf } from "../user.ts";
import { roleAssignmentOf } from "./user-access.ts";

/** Changes of users, and before 1.9 of roles, which had no class of their own. */
export function accountChangeOf(reading: Reading, making: Making): Specifics {
  const { caller, dialect, route } = making;
  const user = route.isOfRole
    ? roleAsUser(changedRole(reading), dialect)
    : changedUser(reading, caller, dialect);
  const policy = policyOf(reading, dialect);
  return {
    auth_factors: dialect.hasChangedFactors ? changedFactors(reading) : undefined,
    policies: dialect.hasPolicies && policy !== undefined ? [policy] : undefined,
    policy: dialect.hasPolicies ? undefined : policy,
    user: user ?? userOf({ name: "Unknown" }, dialect),
    user_result: renamed(reading, dialect),
  };
}

/** The class that succeeded it in 1.9, and took in what permission sets users are assigned. */
export function userManagementOf(reading: Reading, making: Making): Specifics {
  if (making.route.isOfAssignment) return roleAssignmentOf(reading, making);
  const change = accountChangeOf(reading, making);
  return { ...change, user_result: undefined, updated_user: change.user_result };
}

function roleAsUser(
  { account, name, uid, uid_alt: uidAlt }: Role,
  dialect: Dialect,
): User | undefined {
  return userOf({ account: account?.uid, name, uid, uidAlt, type: "Role" }, dialect);
}

function renamed({ parameters }: Reading, dialect: Dialect): User | undefined {
  return userOf({ name: textAt(parameters, "newUserName") }, dialect);
}
