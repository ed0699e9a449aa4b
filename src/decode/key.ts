/**
 * What an S3 key tells about the object before it is read. Only the last `AWSLogs` element counts, so that any prefix
 * is fine, even one that looks like a log path itself. After it come the organization (trails of an
 * organization only), the account, the service and, in most cases, the region:
 *
 *     prefix/AWSLogs/o-exampleorgid/111122223333/CloudTrail/eu-central-1/2026/03/04/….json.gz
 *
 * Control Tower puts the organization in front of `AWSLogs`, with or without the one behind it.
 * Names of files and dates are not looked at: they have changed over the years.
 */
export interface ClassifiedKey {
  readonly kind: ObjectKind;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly organization: string | undefined;
}

/**
 * `trail`: management and data events. `lake`: query results of CloudTrail Lake. `marker`: stands for a folder.
 * `unclassified`: a layout of the operator's own; only the content can tell.
 */
export type ObjectKind =
  | "trail"
  | "insight"
  | "network_activity"
  | "aggregated"
  | "digest"
  | "lake"
  | "other_service"
  | "marker"
  | "unclassified";

export function classifyKey(key: string): ClassifiedKey {
  const elements = key.split("/");
  const logs = elements.lastIndexOf("AWSLogs");
  const below = logs === -1 ? [] : elements.slice(logs + 1).map(withoutLabel);
  const organization = matching(organizationId, below[0]);
  const path = organization === undefined ? below : below.slice(1);
  const account = matching(accountId, path[0]);
  const kind = account === undefined ? "unclassified" : kindOf(path);
  return {
    kind: key.endsWith("/") ? "marker" : kind,
    account,
    region: account === undefined ? undefined : matching(regionName, path[2]),
    organization: organization ?? matching(organizationId, elements[logs - 1]),
  };
}

const organizationId = /^o-[a-z0-9]{10,32}$/;
const accountId = /^\d{12}$/;
/** Three or four parts: `eu-central-1`, `us-gov-west-1`, `us-isob-east-1`, `eusc-de-east-1`. */
const regionName = /^[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}$/;

function matching(form: RegExp, element: string | undefined): string | undefined {
  return element !== undefined && form.test(element) ? element : undefined;
}

/** Flow logs may be laid out for Hive: `aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=…`. */
function withoutLabel(element: string): string {
  return element.replace(/^aws-(?:account-id|service|region)=/, "");
}

const cloudtrailKinds: ReadonlyMap<string, ObjectKind> = new Map([
  ["CloudTrail", "trail"],
  ["CloudTrail-Insight", "insight"],
  ["CloudTrail-Insights", "insight"],
  ["CloudTrail-NetworkActivity", "network_activity"],
  ["CloudTrail-Aggregated", "aggregated"],
  ["CloudTrail-Digest", "digest"],
  ["CloudTrail-Lake", "lake"],
]);

/** From the path that begins with the account. CloudTrail's test of a bucket may leave a key that ends with the service. */
function kindOf(path: readonly string[]): ObjectKind {
  const [, service = "", ...rest] = path;
  const fileName = rest.at(-1);
  const kind = cloudtrailKinds.get(service);
  if (fileName === undefined) return kind === undefined ? "unclassified" : "marker";
  return kind ?? (isOtherService(service, fileName) ? "other_service" : "unclassified");
}

/** Objects of other services are never read, so whatever could be a copy of CloudTrail's is not called one. */
function isOtherService(service: string, fileName: string): boolean {
  return (
    /^[A-Za-z][\w-]*$/.test(service) &&
    !/^cloud-?trail/i.test(service) &&
    !regionName.test(service) &&
    !/_CloudTrail[-_]/i.test(fileName)
  );
}
