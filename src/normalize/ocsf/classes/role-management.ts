import { textAt } from "../../value.ts";
import type { Resource } from "../attributes.ts";
import { changedRole } from "../changed-role.ts";
import type { Dialect } from "../dialect.ts";
import type { Making } from "../making.ts";
import { policyOf } from "../policies.ts";
import type { Reading } from "../reading.ts";
import { targetResource } from "../resources.ts";
import type { Specifics } from "../specifics.ts";

/** Changes of roles and permission sets, since 1.9. */
export function roleManagementOf(reading: Reading, { dialect }: Making): Specifics {
  const policy = policyOf(reading, dialect);
  return {
    iam_role: changedRole(reading),
    policies: policy && [policy],
    resources: profilesOf(reading, dialect),
  };
}

/** Instance profiles are what roles are assigned to. */
function profilesOf({ parameters }: Reading, dialect: Dialect): readonly Resource[] | undefined {
  const name = textAt(parameters, "instanceProfileName");
  return name === undefined
    ? undefined
    : [targetResource({ name, type: "AWS::IAM::InstanceProfile" }, dialect)];
}
