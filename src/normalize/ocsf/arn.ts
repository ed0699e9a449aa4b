import { flat } from "../flat.ts";
import { memo } from "../memo.ts";

/** Parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string | undefined;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

const none: Arn = { partition: undefined, region: undefined, account: undefined };

export function arnOf(text: string | undefined): Arn {
  return text !== undefined && text.startsWith("arn:") ? parts(text) : none;
}

const parts = memo(10_000, (text: string): Arn => {
  const [, partition, , region, account, ...resource] = text.split(":", 6);
  return resource.length === 0
    ? none
    : {
        partition: partition ? flat(partition) : undefined,
        region: region ? flat(region) : undefined,
        account: account ? flat(account) : undefined,
      };
});

/** Nearly all are of the first partition. */
export function partitionIn(arn: string | undefined): string | undefined {
  return arn?.startsWith("arn:aws:") === true ? "aws" : arnOf(arn).partition;
}

/** The last part of a path: `bob` of `arn:aws:iam::111122223333:user/people/bob`. */
export function nameIn(arn: string | undefined): string | undefined {
  if (arn === undefined) return undefined;
  const slash = arn.lastIndexOf("/");
  return slash === -1 ? undefined : flat(arn.slice(slash + 1)) || undefined;
}

const deniedResource =
  /on resource: (?:(?<arn>arn:[^\s"]+)|(?:user|role|group|policy|instance profile) (?<name>[^\s"]+))/;

/** What a denied call was about: the error tells, where the parameters are left out. */
export function deniedTarget(errorMessage: string | undefined): {
  readonly arn?: string | undefined;
  readonly name?: string | undefined;
} {
  if (errorMessage === undefined) return {};
  const { arn, name } = deniedResource.exec(errorMessage)?.groups ?? {};
  return { arn: arn && flat(arn), name: (name && flat(name)) ?? nameIn(arn) };
}
