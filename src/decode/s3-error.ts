/** What the errors of an S3 call tell, whatever made them: S3 itself, a compatible store, a proxy or the network. */
export interface S3Error {
  /** S3's error code, or the code or name of what the SDK or Node threw. */
  readonly code: string;
  readonly message: string;
  /** Undefined where there was no answer. */
  readonly status: number | undefined;
  /** The region where the bucket is, if the answer tells. */
  readonly region: string | undefined;
}

export function parseS3Error(error: unknown): S3Error {
  const fields = asFields(error);
  const response = asFields(fields["$response"]);
  const metadata = asFields(fields["$metadata"]);
  return {
    code: text(fields["Code"]) ?? text(fields["code"]) ?? text(fields["name"]) ?? "unknown",
    message: text(fields["message"]) ?? String(error),
    status: number(metadata["httpStatusCode"]) ?? number(response["statusCode"]),
    region:
      text(asFields(response["headers"])["x-amz-bucket-region"]) ??
      text(fields["Region"]) ??
      regionOf(text(fields["Endpoint"])),
  };
}

/** For logs and operators. */
export function wordsOf({ code, message, status }: S3Error): string {
  return `${code}${status === undefined ? "" : ` (${status})`}: ${message}`.slice(0, 400);
}

/** From `bucket.s3.eu-central-1.amazonaws.com` or the older `bucket.s3-eu-central-1.amazonaws.com`. */
function regionOf(endpoint: string | undefined): string | undefined {
  return endpoint && /s3[.-](?:dualstack\.)?([a-z]+(?:-[a-z]+)+-\d+)\./.exec(endpoint)?.[1];
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
