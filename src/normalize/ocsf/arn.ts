import { flat } from "../flat.ts";

/** Parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string | undefined;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

const none: Arn = { partition: undefined, region: undefined, account: undefined };

export function arnOf(text: string | undefined): Arn {
  if (text === undefined || !text.startsWith("arn:")) return none;
  const service = text.indexOf(":", 4);
  const region = text.indexOf(":", service + 1);
  const account = text.indexOf(":", region + 1);
  const resource = text.indexOf(":", account + 1);
  // A colon that isn't found starts the search anew.
  if (service === -1 || region <= service || account <= region || resource <= account) return none;
  return {
    partition: part(text, 4, service),
    region: part(text, region + 1, account),
    account: part(text, account + 1, resource),
  };
}

function part(text: string, start: number, end: number): string | undefined {
  return start === end ? undefined : text.slice(start, end);
}

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
