import { objectAt, textAt } from "../../value.ts";
import type { Group, Role } from "../attributes.ts";
import { memberOf } from "../changed-user.ts";
import type { Dialect } from "../dialect.ts";
import type { Making } from "../making.ts";
import { policyOf } from "../policies.ts";
import type { Reading } from "../reading.ts";
import type { Specifics } from "../specifics.ts";
import { orUnknown, targetOf } from "../target.ts";

/** Groups, their members, and what they may do. */
export function groupManagementOf(reading: Reading, { dialect }: Making): Specifics {
  const member = memberOf(reading, dialect);
  const policy = policyOf(reading, dialect);
  const permissionSet = textAt(reading.parameters, "permissionSetArn");
  const group = groupOf(reading, dialect);
  if (!dialect.hasRoles) {
    const privilege = permissionSet ?? policy?.uid ?? policy?.name;
    return { group, privileges: privilege === undefined ? undefined : [privilege], user: member };
  }
  return {
    group,
    iam_roles: permissionSet === undefined ? undefined : [roleOf(permissionSet)],
    policies: policy && [policy],
    updated_group: renamed(reading),
    users: member && [member],
  };
}

function groupOf(reading: Reading, { hasPolicyTypes }: Dialect): Group {
  const { parameters, response } = reading;
  const answer = objectAt(response, "group");
  const arn = textAt(answer, "arn");
  const name = textAt(parameters, "groupName") ?? textAt(parameters, "displayName");
  const id = textAt(answer, "groupId") ?? idIn(reading);
  if (name === undefined && arn === undefined && id !== undefined)
    return { name: undefined, uid: id, uid_alt: undefined };
  const target = orUnknown(targetOf(reading, name, arn));
  return {
    name: target.name,
    uid: target.uid ?? id,
    uid_alt: hasPolicyTypes && target.uid !== undefined ? id : undefined,
  };
}

/** A group that gets an account assignment is its principal. */
function idIn({ parameters, response }: Reading): string | undefined {
  return (
    textAt(parameters, "groupId") ??
    textAt(parameters, "principalId") ??
    textAt(response, "groupId")
  );
}

function roleOf(permissionSet: string): Role {
  return { account: undefined, name: undefined, uid: permissionSet, uid_alt: undefined };
}

function renamed({ parameters }: Reading): Group | undefined {
  const name = textAt(parameters, "newGroupName");
  return name === undefined ? undefined : { name, uid: undefined, uid_alt: undefined };
}
