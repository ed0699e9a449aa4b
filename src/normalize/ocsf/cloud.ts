import { listAt, objectOf, textOf } from "../value.ts";
import { partitionIn } from "./arn.ts";
import type { Cloud } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import { cloudAccount } from "./observables.ts";
import type { Reading } from "./reading.ts";
import { accountOf } from "./user.ts";
import { written } from "./written.ts";
import type { Written } from "./written.ts";

/** Tells where in AWS it happened; `partition` as the caller's ARN has it. The records of an object are of one place mostly. */
export function createCloudOf({
  hasPartition,
}: Dialect): (reading: Reading, partition: string | undefined) => Written<Cloud> {
  let last: Written<Cloud> | undefined;
  return (reading, callersPartition) => {
    const account = ownAccount(reading);
    const { region } = reading.action;
    const partition = hasPartition ? (callersPartition ?? touchedPartition(reading)) : undefined;
    if (last === undefined || !isSame(last, account, region, partition)) {
      const cloud: Cloud = {
        account: accountOf(account),
        cloud_partition: partition,
        provider: "AWS",
        region,
      };
      last = written(cloud, cloudAccount(account));
    }
    return last;
  };
}

function isSame(
  cloud: Cloud,
  account: string | undefined,
  region: string | undefined,
  partition: string | undefined,
): boolean {
  return (
    cloud.account?.uid === account && cloud.region === region && cloud.cloud_partition === partition
  );
}

/** The account that has the record, or whose identity called. */
export function ownAccount(reading: Reading): string | undefined {
  return reading.action.account ?? textOf(reading.identity?.["accountId"]);
}

/** By the first thing that the call touched. */
function touchedPartition({ fields }: Reading): string | undefined {
  return partitionIn(textOf(objectOf(listAt(fields, "resources")[0])?.["ARN"]));
}
