import { parseAwsError, type AwsError } from "../runtime/aws-error.ts";

/** What the errors of an S3 call tell, whatever made them: S3 itself, a compatible store, a proxy or the network. */
export interface S3Error extends Omit<AwsError, "codes"> {
  /** S3's error code, or the code or name of what the SDK or Node threw. */
  readonly code: string;
}

export function parseS3Error(error: unknown): S3Error {
  const { codes, ...told } = parseAwsError(error);
  return { code: codes[0] ?? "unknown", ...told };
}

/** For logs and operators. */
export function wordsOf({ code, message, status }: S3Error): string {
  return `${code}${status === undefined ? "" : ` (${status})`}: ${message}`.slice(0, 400);
}
