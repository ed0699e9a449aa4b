/**
 * Where records go that a destination will never take, in the configuration file and for the program.
 */
import { z } from "zod";
import type { S3DeadLetterConfig } from "../deliver/dead-letter/s3.ts";
import { choice, flag, kind, section, text, url } from "./fields.ts";
import { account, bucket, region } from "./names.ts";
import { present } from "./present.ts";
import { resolveRotatingFile, rotatingFile, type RotatingFileConfig } from "./rotating-file.ts";
import { resolveRole, roleSection, type RoleConfig } from "./sources.ts";

export type DeadLetterConfig =
  | ({ readonly type: "file" } & RotatingFileConfig)
  | ({ readonly type: "s3"; readonly pathStyle: boolean } & S3DeadLetterConfig & AwsConfig)
  | ({ readonly type: "sqs"; readonly queueUrl: string } & AwsConfig);

interface AwsConfig {
  /** Absent: for a queue, the one that its URL names; else the one of the AWS SDK's environment. */
  readonly region?: string;
  readonly endpoint?: string;
  /** Absent: the AWS SDK's own chain. */
  readonly credentials?: RoleConfig;
}

const aws = {
  region: region
    .optional()
    .describe(
      "Region. Default: the one in the URL of the queue, else of the AWS SDK's environment.",
    ),
  endpoint: url().optional().describe("Another endpoint, for a VPC endpoint or a test server."),
  credentials: roleSection()
    .optional()
    .describe("A role to assume. Default: the AWS SDK's own chain of credentials."),
};

const file = section({ type: kind("file").describe("Lines of JSON in a file."), ...rotatingFile });

const s3 = section({
  type: kind("s3").describe("Objects with lines of JSON, by date, destination and reason."),
  bucket: bucket.describe("Bucket to write to."),
  prefix: text({ pattern: "^[^\\0]{1,512}$", problem: "is not a prefix of keys" })
    .optional()
    .describe("Begins the key of each object. Default: nothing."),
  compression: choice(["gzip", "none"]).prefault("gzip").describe("How objects are compressed."),
  expected_bucket_owner: account
    .optional()
    .describe("Account that must own the bucket; S3 refuses to write where another one does."),
  encryption: section({
    sse: choice(["AES256", "aws:kms", "aws:kms:dsse"]).describe("Kind of server-side encryption."),
    kms_key_id: text({ pattern: "^\\S{1,2048}$", problem: "is not the id or ARN of a KMS key" })
      .optional()
      .describe("Key of KMS. Default: AWS's own for S3."),
  })
    .optional()
    .describe("How S3 encrypts the objects. Default: as the bucket says."),
  path_style: flag()
    .prefault(false)
    .describe("Put the bucket into the path of the URL instead of its host, as test servers need."),
  ...aws,
});

const sqs = section({
  type: kind("sqs").describe("Messages of a queue, one for each record."),
  queue_url: url({ needsPath: true }).describe("URL of the queue."),
  ...aws,
});

export const deadLetterSchema = z.discriminatedUnion("type", [file, s3, sqs]);

export function resolveDeadLetter(given: z.output<typeof deadLetterSchema>): DeadLetterConfig {
  if (given.type === "file") return { type: given.type, ...resolveRotatingFile(given) };
  const shared = present({
    region: given.region,
    endpoint: given.endpoint?.href,
    credentials: resolveRole(given.credentials),
  });
  if (given.type === "sqs") return { type: given.type, queueUrl: given.queue_url.href, ...shared };
  return {
    type: given.type,
    bucket: given.bucket,
    compression: given.compression,
    pathStyle: given.path_style,
    ...present({
      prefix: given.prefix,
      expectedBucketOwner: given.expected_bucket_owner,
      encryption: given.encryption && encryptionOf(given.encryption),
    }),
    ...shared,
  };
}

function encryptionOf(given: NonNullable<z.output<typeof s3>["encryption"]>) {
  return { sse: given.sse, ...present({ kmsKeyId: given.kms_key_id }) };
}
