/**
 * A source in the configuration file, and what it means to the program.
 */
import { z } from "zod";
import { choice, duration, flag, integer, kind, list, section, text, url } from "./fields.ts";
import { account, bucket, glob, name, region } from "./names.ts";
import { present } from "./present.ts";

export interface SqsSourceConfig {
  readonly name: string;
  readonly type: "sqs";
  readonly queueUrl: string;
  /** Absent: the one that the queue's URL names, else the one of the AWS SDK's environment. */
  readonly region?: string;
  readonly endpoint?: string;
  readonly visibilitySeconds: number;
  readonly maxMessages: number;
  /** Absent: the AWS SDK's own chain. */
  readonly credentials?: RoleConfig;
  readonly s3: S3Config;
  readonly objects: ObjectsConfig;
  readonly digests: "skip";
}

export interface RoleConfig {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly sessionName?: string;
}

export interface S3Config {
  /** Absent: those of the source. */
  readonly credentials?: RoleConfig;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle: boolean;
  readonly expectedBucketOwner?: string;
  readonly requestPayer?: "requester";
  /** Absent: every bucket that a message names. */
  readonly buckets?: readonly string[];
}

/** Absent lists let everything pass. */
export interface ObjectsConfig {
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export function roleSection() {
  return section({
    role_arn: text({
      pattern: "^arn:aws[a-z-]*:iam::\\d{12}:role/\\S+$",
      problem: "is not the ARN of a role, such as arn:aws:iam::111122223333:role/trailferry",
    }).describe("Role to assume through STS, with the AWS SDK's default credentials."),
    external_id: text({
      pattern: "^[\\w+=,.@:/-]{2,1224}$",
      problem: "is not an external id of STS: 2 to 1224 letters, digits and _+=,.@:/-",
    })
      .optional()
      .describe("External id that the role's trust policy asks for."),
    session_name: text({
      pattern: "^[\\w+=,.@-]{2,64}$",
      problem: "is not a session name of STS: 2 to 64 letters, digits and _+=,.@-",
    })
      .optional()
      .describe("Name of the session, as CloudTrail will show it."),
  });
}

const s3 = section({
  credentials: roleSection()
    .optional()
    .describe("How to sign requests to S3. Default: as for the queue."),
  endpoint: url()
    .optional()
    .describe("Another endpoint for S3, for a VPC endpoint or a test server."),
  region: region
    .optional()
    .describe(
      "Region of the buckets. Default: that of the queue; a redirect to another one is followed.",
    ),
  path_style: flag()
    .prefault(false)
    .describe("Put the bucket into the path of the URL instead of its host, as test servers need."),
  expected_bucket_owner: account
    .optional()
    .describe("Account that must own the buckets; S3 refuses the request where another one does."),
  request_payer: choice(["requester"])
    .optional()
    .describe("Agree to pay for requests to a bucket whose owner asks for that."),
  buckets: list(bucket)
    .optional()
    .describe(
      "The only buckets that are read; a message that names another one is kept for the redrive policy. Default: any.",
    ),
})
  .prefault({})
  .describe("How objects are read.");

const objects = section({
  accounts: list(account)
    .optional()
    .describe("Only objects of these accounts, where the key names one. Default: all."),
  regions: list(region)
    .optional()
    .describe("Only objects of these regions, where the key names one. Default: all."),
  include: list(glob)
    .optional()
    .describe("Only objects whose key matches one of these patterns. Default: all."),
  exclude: list(glob)
    .optional()
    .describe("No object whose key matches one of these patterns. Default: none."),
})
  .prefault({})
  .describe(
    "Which objects are read, decided from the key before the download. A message whose objects are all left out is acknowledged.",
  );

const sqs = section({
  name: name.describe("Name in logs and metrics; unique among the sources."),
  type: kind("sqs").describe("What the source is."),
  queue_url: url({ needsPath: true }).describe(
    "URL of the queue that announces the objects; region and account come from it.",
  ),
  region: region
    .optional()
    .describe(
      "Region of the queue. Default: the one its URL names, else that of the AWS SDK's environment.",
    ),
  endpoint: url()
    .optional()
    .describe("Another endpoint for SQS, for a VPC endpoint or a test server."),
  visibility_timeout: duration({ min: "30s", max: "12h", whole: "1s" })
    .prefault("5m")
    .describe(
      "How long a message stays hidden after this process is gone; while it works, it extends the claim.",
    ),
  max_messages: integer({ min: 1, max: 20_000 })
    .prefault(4000)
    .describe(
      "Messages that may be in flight, over all workers. Most of them only wait for their last records to be confirmed, which takes little memory: a message is received when there is room to read it.",
    ),
  credentials: roleSection()
    .optional()
    .describe("A role to assume. Default: the AWS SDK's own chain of credentials."),
  s3,
  objects,
  digests: choice(["skip"])
    .prefault("skip")
    .describe("What becomes of digest files: skip acknowledges them unread."),
});

export const sourceSchema = z.discriminatedUnion("type", [sqs]);

export function resolveSource(source: z.output<typeof sourceSchema>): SqsSourceConfig {
  return {
    name: source.name,
    type: source.type,
    queueUrl: source.queue_url.href,
    visibilitySeconds: source.visibility_timeout / 1000,
    maxMessages: source.max_messages,
    s3: resolveS3(source.s3),
    objects: present(source.objects),
    digests: source.digests,
    ...present({
      region: source.region,
      endpoint: source.endpoint?.href,
      credentials: resolveRole(source.credentials),
    }),
  };
}

function resolveS3(given: z.output<typeof s3>): S3Config {
  return {
    pathStyle: given.path_style,
    ...present({
      credentials: resolveRole(given.credentials),
      endpoint: given.endpoint?.href,
      region: given.region,
      expectedBucketOwner: given.expected_bucket_owner,
      requestPayer: given.request_payer,
      buckets: given.buckets,
    }),
  };
}

export function resolveRole(
  role: z.output<ReturnType<typeof roleSection>> | undefined,
): RoleConfig | undefined {
  if (role === undefined) return undefined;
  return {
    roleArn: role.role_arn,
    ...present({ externalId: role.external_id, sessionName: role.session_name }),
  };
}
