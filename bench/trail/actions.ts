import type { JsonObject, JsonValue } from "../../src/event.ts";
import { account } from "./identities.ts";
import { Random } from "./random.ts";

/** One kind of call: how often it happens, and what its record holds beside the caller. */
export interface Action {
  readonly service: string;
  readonly name: string;
  readonly weight: number;
  readonly readOnly: boolean;
  readonly category?: "Data";
  readonly request: Payload;
  readonly response?: Payload;
  readonly additional?: Payload;
  readonly resources?: (random: Random) => readonly JsonValue[];
}

type Payload = (random: Random) => JsonObject;

const region = "us-east-1";
/** One of a hundred resources: an account calls upon the same ones again and again. */
const known = (random: Random) => new Random(random.below(100));
const anInstance = (random: Random) => `i-0${known(random).hex(16)}`;
const aVpc = (random: Random) => `vpc-0${known(random).hex(16)}`;
const aKey = (random: Random) => `arn:aws:kms:${region}:${account}:key/${known(random).uuid()}`;
const aName = (random: Random) =>
  `${random.pick(["orders", "billing", "search", "ledger"])}-${random.pick(["api", "worker", "db"])}`;
const aBucket = (random: Random) => `example-${random.pick(["logs", "assets", "backup", "lake"])}`;
const tags = (random: Random) => ({
  items: [
    { key: "Name", value: aName(random) },
    { key: "team", value: random.pick(["platform", "payments", "security"]) },
    { key: "managed-by", value: "terraform" },
  ],
});

const aBucketOf = (bucket: string) => ({
  accountId: account,
  type: "AWS::S3::Bucket",
  ARN: `arn:aws:s3:::${bucket}`,
});

const s3Transfer = (random: Random): JsonObject => ({
  SignatureVersion: "SigV4",
  CipherSuite: "TLS_AES_128_GCM_SHA256",
  bytesTransferredIn: 0,
  AuthenticationMethod: "AuthHeader",
  "x-amz-id-2": `${random.base64(75)}=`,
  bytesTransferredOut: random.below(200_000),
});

const bucketRead = (name: string, parameter: string, weight: number): Action => ({
  service: "s3",
  name,
  weight,
  readOnly: true,
  request: (random) => {
    const bucketName = aBucket(random);
    return { bucketName, Host: `${bucketName}.s3.${region}.amazonaws.com`, [parameter]: "" };
  },
  additional: s3Transfer,
  resources: (random) => [aBucketOf(aBucket(random))],
});

const anObject = (name: string, weight: number, readOnly: boolean): Action => ({
  service: "s3",
  name,
  weight,
  readOnly,
  category: "Data",
  request: (random) => {
    const bucketName = aBucket(random);
    return {
      bucketName,
      Host: `${bucketName}.s3.${region}.amazonaws.com`,
      key: `year=2026/month=11/day=22/part-${known(random).uuid()}.parquet`,
    };
  },
  additional: s3Transfer,
  resources: (random) => {
    const bucket = aBucket(random);
    const object = `arn:aws:s3:::${bucket}/year=2026/month=11/day=22/part-${known(random).uuid()}.parquet`;
    return [{ type: "AWS::S3::Object", ARN: object }, aBucketOf(bucket)];
  },
});

const describe = (name: string, weight: number, set: string, id: string): Action => ({
  service: "ec2",
  name,
  weight,
  readOnly: true,
  request: (random) => ({
    [set]: { items: Array.from({ length: 1 + random.below(3) }, () => ({ [id]: aVpc(random) })) },
    filterSet: { items: [{ name: "vpc-id", valueSet: { items: [{ value: aVpc(random) }] } }] },
  }),
});

const policy = (random: Random, statements: number) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: Array.from({ length: statements }, () => ({
      Sid: `Allow${random.key(6)}`,
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:ListBucket", "kms:Decrypt"],
      Resource: [`arn:aws:s3:::${aBucket(random)}/${known(random).hex(12)}/*`, aKey(random)],
    })),
  });

const launched = (random: Random) => ({
  instanceId: anInstance(random),
  imageId: `ami-0${random.hex(16)}`,
  instanceState: { code: 0, name: "pending" },
  privateDnsName: `ip-10-0-${random.below(255)}-${random.below(255)}.ec2.internal`,
  keyName: "fleet",
  amiLaunchIndex: 0,
  productCodes: {},
  instanceType: "m7g.large",
  launchTime: 1_795_305_600_000,
  placement: { availabilityZone: `${region}a`, tenancy: "default" },
  monitoring: { state: "pending" },
  subnetId: `subnet-0${random.hex(16)}`,
  vpcId: aVpc(random),
  privateIpAddress: `10.0.${random.below(255)}.${random.below(255)}`,
  stateReason: { code: "pending", message: "pending" },
  architecture: "arm64",
  rootDeviceType: "ebs",
  rootDeviceName: "/dev/xvda",
  blockDeviceMapping: {},
  virtualizationType: "hvm",
  hypervisor: "xen",
  tagSet: tags(random),
  groupSet: { items: [{ groupId: `sg-0${random.hex(16)}`, groupName: aName(random) }] },
  sourceDestCheck: true,
  ebsOptimized: false,
});

/** Weights follow what real trails hold: mostly reads of EC2 and S3, then keys, secrets and identity. */
export const actions: readonly Action[] = [
  describe("DescribeInstances", 110, "instancesSet", "instanceId"),
  describe("DescribeRouteTables", 70, "routeTableIdSet", "routeTableId"),
  describe("DescribeNetworkInterfaces", 50, "networkInterfaceIdSet", "networkInterfaceId"),
  describe("DescribeSecurityGroups", 50, "securityGroupSet", "groupId"),
  {
    service: "ec2",
    name: "RunInstances",
    weight: 12,
    readOnly: false,
    request: (random) => ({
      instancesSet: {
        items: [{ imageId: `ami-0${random.hex(16)}`, minCount: 1, maxCount: 3, keyName: "fleet" }],
      },
      userData: "<sensitiveDataRemoved>",
      instanceType: "m7g.large",
      monitoring: { enabled: false },
      subnetId: `subnet-0${random.hex(16)}`,
      clientToken: random.uuid(),
      tagSpecificationSet: { items: [{ resourceType: "instance", tags: tags(random).items }] },
    }),
    response: (random) => ({
      requestId: random.uuid(),
      reservationId: `r-0${random.hex(16)}`,
      ownerId: account,
      groupSet: {},
      instancesSet: { items: Array.from({ length: 1 + random.below(4) }, () => launched(random)) },
    }),
  },
  anObject("GetObject", 90, true),
  anObject("PutObject", 40, false),
  bucketRead("GetBucketAcl", "acl", 40),
  bucketRead("GetBucketLogging", "logging", 30),
  bucketRead("GetBucketEncryption", "encryption", 30),
  {
    service: "s3",
    name: "PutBucketPolicy",
    weight: 3,
    readOnly: false,
    request: (random) => ({
      bucketName: aBucket(random),
      bucketPolicy: policy(random, 4 + random.below(120)),
    }),
    additional: s3Transfer,
  },
  {
    service: "ssm",
    name: "GetParameter",
    weight: 60,
    readOnly: true,
    request: (random) => ({ name: `/${aName(random)}/${random.hex(8)}`, withDecryption: true }),
  },
  {
    service: "ssm",
    name: "UpdateInstanceInformation",
    weight: 50,
    readOnly: false,
    request: (random) => ({
      instanceId: anInstance(random),
      agentVersion: "3.3.1345.0",
      agentStatus: "Active",
      platformType: "Linux",
      platformName: "Amazon Linux",
      platformVersion: "2023",
      iPAddress: `10.0.${random.below(255)}.${random.below(255)}`,
      computerName: `ip-10-0-${random.below(255)}-${random.below(255)}.ec2.internal`,
      agentName: "amazon-ssm-agent",
      availabilityZone: `${region}a`,
      sSMConnectionChannel: "ssmmessages",
    }),
  },
  {
    service: "iam",
    name: "GetRole",
    weight: 60,
    readOnly: true,
    request: (random) => ({ roleName: `${aName(random)}-role` }),
  },
  {
    service: "iam",
    name: "PutRolePolicy",
    weight: 14,
    readOnly: false,
    request: (random) => ({
      roleName: `${aName(random)}-role`,
      policyName: "inline",
      policyDocument: policy(random, 1 + random.below(6)),
    }),
  },
  {
    service: "kms",
    name: "Decrypt",
    weight: 80,
    readOnly: true,
    request: (random) => ({
      encryptionAlgorithm: "SYMMETRIC_DEFAULT",
      encryptionContext: { PARAMETER_ARN: `arn:aws:ssm:${region}:${account}:parameter/db` },
      keyId: aKey(random),
    }),
    resources: (random) => [{ accountId: account, type: "AWS::KMS::Key", ARN: aKey(random) }],
  },
  {
    service: "secretsmanager",
    name: "GetSecretValue",
    weight: 50,
    readOnly: true,
    request: (random) => ({
      secretId: `arn:aws:secretsmanager:${region}:${account}:secret:${aName(random)}-${random.hex(6)}`,
      versionStage: "AWSCURRENT",
    }),
  },
  {
    service: "sts",
    name: "AssumeRole",
    weight: 50,
    readOnly: true,
    request: (random) => ({
      roleArn: `arn:aws:iam::${account}:role/${aName(random)}`,
      roleSessionName: anInstance(random),
      durationSeconds: 3600,
    }),
    response: (random) => ({
      credentials: {
        accessKeyId: `ASIA${random.key(16)}`,
        sessionToken: random.base64(300),
        expiration: "Nov 22, 2026, 1:00:00 AM",
      },
      assumedRoleUser: {
        assumedRoleId: `AROA${random.key(16)}:session`,
        arn: `arn:aws:sts::${account}:assumed-role/${aName(random)}/session`,
      },
    }),
    resources: (random) => [
      {
        accountId: account,
        type: "AWS::IAM::Role",
        ARN: `arn:aws:iam::${account}:role/${aName(random)}`,
      },
    ],
  },
  {
    service: "rds",
    name: "DescribeDBInstances",
    weight: 40,
    readOnly: true,
    request: (random) => ({ dBInstanceIdentifier: aName(random), maxRecords: 100 }),
  },
  {
    service: "lambda",
    name: "Invoke",
    weight: 20,
    readOnly: false,
    category: "Data",
    request: (random) => ({
      functionName: `arn:aws:lambda:${region}:${account}:function:${aName(random)}`,
      invocationType: "RequestResponse",
    }),
    additional: (random) => ({ functionVersion: "$LATEST", executionId: random.uuid() }),
    resources: (random) => [
      {
        accountId: account,
        type: "AWS::Lambda::Function",
        ARN: `arn:aws:lambda:${region}:${account}:function:${aName(random)}`,
      },
    ],
  },
  {
    service: "logs",
    name: "CreateLogStream",
    weight: 24,
    readOnly: false,
    request: (random) => ({
      logStreamName: `2026/11/22/[$LATEST]${random.hex(32)}`,
      logGroupName: `/aws/lambda/${aName(random)}`,
    }),
  },
];
