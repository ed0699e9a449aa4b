/** What an error of an AWS call tells, whatever made it: the service, a compatible server, a proxy, the SDK or the network. */
export interface AwsError {
  /** Its codes and its name: servers, protocols and versions of the SDK differ in which of them they give. */
  readonly codes: readonly string[];
  readonly message: string;
  /** Undefined where there was no answer. */
  readonly status: number | undefined;
  /** The region where a bucket is, if the answer tells. */
  readonly region: string | undefined;
}

export function parseAwsError(error: unknown): AwsError {
  const response = field(error, "$response");
  const given = [field(error, "Code"), field(error, "code"), field(error, "name")];
  return {
    codes: [...new Set(given.flatMap((code) => text(code)?.replace(servicePrefix, "") ?? []))],
    message: text(field(error, "message")) ?? "no further words",
    status:
      number(field(field(error, "$metadata"), "httpStatusCode")) ??
      number(field(response, "statusCode")),
    region:
      text(field(field(response, "headers"), "x-amz-bucket-region")) ??
      text(field(error, "Region")) ??
      regionOf(text(field(error, "Endpoint"))),
  };
}

/** As in `AWS.SimpleQueueService.NonExistentQueue` and `com.amazonaws.sqs#QueueDoesNotExist`. */
const servicePrefix = /^(AWS|com\.amazonaws)[.\w]*[.#](?=\w)/i;

/** From `bucket.s3.eu-central-1.amazonaws.com` or the older `bucket.s3-eu-central-1.amazonaws.com`. */
function regionOf(endpoint: string | undefined): string | undefined {
  return endpoint && /s3[.-](?:dualstack\.)?([a-z]+(?:-[a-z]+)+-\d+)\./.exec(endpoint)?.[1];
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
