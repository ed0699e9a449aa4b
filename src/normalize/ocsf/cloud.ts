import { listAt, objectOf, textOf } from "../value.ts";
import { partitionIn } from "./arn.ts";
import type { Cloud } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import type { Reading } from "./reading.ts";
import { accountOf } from "./user.ts";

/** Where in AWS it happened. */
export function cloudOf(reading: Reading, { hasPartition }: Dialect): Cloud {
  return {
    account: accountOf(ownAccount(reading)),
    cloud_partition: hasPartition ? partitionOf(reading) : undefined,
    provider: "AWS",
    region: textOf(reading.fields["awsRegion"]),
  };
}

/** The account that has the record; counts and digests call it by other names. */
export function ownAccount({ fields, identity }: Reading): string | undefined {
  return (
    textOf(fields["recipientAccountId"]) ??
    textOf(fields["accountId"]) ??
    textOf(fields["awsAccountId"]) ??
    textOf(identity?.["accountId"])
  );
}

/** By an ARN of the caller, or of the first thing that the call touched. */
function partitionOf({ fields, identity, session }: Reading): string | undefined {
  return (
    partitionIn(textOf(identity?.["arn"])) ??
    partitionIn(textOf(objectOf(session?.["sessionIssuer"])?.["arn"])) ??
    partitionIn(textOf(objectOf(listAt(fields, "resources")[0])?.["ARN"]))
  );
}
