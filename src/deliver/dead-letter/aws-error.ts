/** What an error of an AWS call tells, whatever made it: the service, a compatible server, a proxy, the SDK or the network. */
export interface AwsError {
  /** Its name and its codes: servers, protocols and versions of the SDK differ in which of them they give. */
  readonly codes: readonly string[];
  readonly message: string;
  /** Undefined where there was no answer. */
  readonly status: number | undefined;
  /** The region where a bucket is, if the answer tells. */
  readonly region: string | undefined;
}

export function parseAwsError(error: unknown): AwsError {
  const response = field(error, "$response");
  const given = [field(error, "name"), field(error, "Code"), field(error, "code")];
  return {
    codes: [...new Set(given.flatMap((code) => text(code)?.replace(servicePrefix, "") ?? []))],
    message: text(field(error, "message")) ?? "no further words",
    status:
      number(field(field(error, "$metadata"), "httpStatusCode")) ??
      number(field(response, "statusCode")),
    region:
      text(field(field(response, "headers"), "x-amz-bucket-region")) ??
      text(field(error, "Region")),
  };
}

/** As in `AWS.SimpleQueueService.NonExistentQueue` and `com.amazonaws.sqs#QueueDoesNotExist`. */
const servicePrefix = /^(AWS|com\.amazonaws)[.\w]*[.#](?=\w)/i;

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
