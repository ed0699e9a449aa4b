import { describe, expect, it } from "vitest";
import { createCategorize } from "../../../src/normalize/ecs/categories.ts";
import table from "../../../src/normalize/ecs/categories.json" with { type: "json" };

const categorize = createCategorize("extended");

/** The service, the action, and what becomes of them. */
type Row = readonly [service: string, eventName: string, category: string, types: string];

function of(service: string, eventName: string, more: Record<string, string | boolean> = {}) {
  return categorize({ eventSource: `${service}.amazonaws.com`, eventName, ...more });
}

function lists(category: string, types: string) {
  return { category: category.split(" "), types: types.split(" ") };
}

describe("the extended categories", () => {
  it("are those of Elastic for the actions it knows, whatever the service and the kind of event", () => {
    const elastic = createCategorize("elastic");

    for (const eventName of table.flatMap(({ actions }) => actions)) {
      const record = {
        eventSource: "kms.amazonaws.com",
        eventCategory: "NetworkActivity",
        eventName,
      };
      expect(categorize(record)).toEqual(elastic(record));
    }
  });

  it.each<Row>([
    ["iam", "CreateRole", "iam", "admin creation"],
    ["iam", "UpdateAssumeRolePolicy", "iam", "admin change"],
    ["iam", "DeleteRolePolicy", "iam", "admin change"],
    ["iam", "UploadSSHPublicKey", "iam", "user change"],
    ["iam", "ListAccessKeys", "iam", "user info"],
    ["iam", "GetAccountAuthorizationDetails", "iam", "info"],
    ["sso-directory", "AddMemberToGroup", "iam", "group change"],
    ["cognito-idp", "CreateUserPool", "iam", "admin creation"],
    ["cognito-idp", "AdminCreateUser", "iam", "user creation"],
    ["organizations", "LeaveOrganization", "iam", "admin change"],
    ["ec2", "ImportKeyPair", "iam", "admin creation"],
  ])("file what makes up identities under iam: %s %s", (service, eventName, category, types) => {
    expect(of(service, eventName)).toEqual(lists(category, types));
  });

  it.each<Row>([
    ["sts", "AssumeRoleWithWebIdentity", "authentication", "start"],
    ["sts", "GetSessionToken", "authentication", "start"],
    ["signin", "SwitchRole", "authentication", "start"],
    ["signin", "ExitRole", "authentication", "end"],
    ["signin", "CheckMfa", "authentication", "info"],
    ["sso", "GetRoleCredentials", "authentication", "start"],
    ["ec2-instance-connect", "SendSSHPublicKey", "session", "start"],
    ["ecs", "ExecuteCommand", "process session", "start"],
  ])(
    "file what opens and ends a session under it: %s %s",
    (service, eventName, category, types) => {
      expect(of(service, eventName)).toEqual(lists(category, types));
    },
  );

  it.each<Row>([
    ["ec2", "DescribeRouteTables", "network", "info"],
    ["ec2", "CreateVpc", "configuration", "creation"],
    ["ec2", "AuthorizeSecurityGroupEgress", "network", "access"],
    ["ec2", "RunInstances", "host", "start"],
    ["ec2", "TerminateInstances", "host", "end"],
    ["ec2", "DeleteSnapshot", "host", "change"],
    ["ec2", "DisableEbsEncryptionByDefault", "configuration", "change"],
    ["s3", "PutBucketVersioning", "file", "change"],
    ["s3", "DeleteBucketLifecycle", "file", "change"],
    ["rds", "DeleteDBCluster", "database", "change"],
    ["states", "StartExecution", "process", "start"],
    ["lambda", "UpdateFunctionCode20150331v2", "configuration", "change"],
    ["cloudfront", "CreateDistribution2020_05_31", "configuration", "creation"],
    ["cloudtrail", "StopLogging", "configuration", "change"],
    ["guardduty", "GetFindings", "configuration", "info"],
    ["monitoring", "DeleteAlarms", "configuration", "deletion"],
    ["cloudsearch", "CreateDomain", "api", "creation"],
  ])("follow the service and the verb: %s %s", (service, eventName, category, types) => {
    expect(of(service, eventName)).toEqual(lists(category, types));
  });

  it.each<Row>([
    ["s3", "PutBucketPolicy", "file iam", "change"],
    ["s3", "DeleteBucketPolicy", "file iam", "change"],
    ["kms", "CreateGrant", "configuration iam", "change"],
    ["lambda", "AddPermission20150331v2", "configuration iam", "change"],
    ["ec2", "ModifySnapshotAttribute", "host iam", "change"],
    ["eks", "CreateAccessEntry", "configuration iam", "change"],
  ])(
    "add iam where it is decided who may do what: %s %s",
    (service, eventName, category, types) => {
      expect(of(service, eventName)).toEqual(lists(category, types));
    },
  );

  it.each<Row>([
    ["secretsmanager", "GetSecretValue", "configuration", "access"],
    ["kms", "Decrypt", "configuration", "access"],
    ["ssm", "GetParametersByPath", "configuration", "access"],
    ["ec2", "GetPasswordData", "host", "access"],
  ])(
    "tell the taking of a secret from the reading of settings: %s %s",
    (service, eventName, category, types) => {
      expect(of(service, eventName)).toEqual(lists(category, types));
    },
  );

  it.each<Row>([
    ["iam", "GenerateCredentialReport", "iam", "info"],
    ["ses", "VerifyEmailIdentity", "configuration", "change"],
    ["ec2", "DeleteTags", "configuration", "change"],
  ])(
    "believe the access level more than the verb: %s %s",
    (service, eventName, category, types) => {
      expect(of(service, eventName)).toEqual(lists(category, types));
    },
  );

  it.each<Row>([
    ["s3", "GetObjectAcl", "file", "access"],
    ["s3", "ListObjectsV2", "file", "info"],
    ["dynamodb", "PutItem", "database", "change"],
    ["lambda", "Invoke", "process", "start"],
    ["sqs", "SendMessage", "api", "info"],
  ])("know access to data: %s %s", (service, eventName, category, types) => {
    expect(of(service, eventName, { eventCategory: "Data" })).toEqual(lists(category, types));
    expect(of(service, eventName, { managementEvent: false })).toEqual(lists(category, types));
  });

  it("read the last word of what a service reports of itself", () => {
    expect(of("backup", "RecoveryPointDeleted")).toEqual(lists("file", "deletion"));
    expect(of("secretsmanager", "RotationSucceeded")).toEqual(lists("configuration", "info"));
  });

  it.each([
    [false, "change"],
    ["false", "change"],
    [true, "info"],
    ["true", "info"],
  ])("of an action that nothing is known of follow readOnly: %j", (readOnly, type) => {
    expect(of("teleport", "Beam", { readOnly })).toEqual(lists("api", type));
  });
});

describe("the extended categories of records without a known action", () => {
  it.each([
    ["insights", { eventCategory: "Insight", eventType: "AwsCloudTrailInsight" }, "api", "info"],
    [
      "counts of data events",
      { eventCategory: "Aggregated", eventSource: "s3.amazonaws.com" },
      "file",
      "info",
    ],
    ["digests", { digestS3Object: "AWSLogs/111122223333/digest.json.gz" }, "file", "info"],
    ["odd types", { eventSource: 3, eventName: ["CreateUser"], readOnly: false }, "api", "info"],
    ["nothing", {}, "api", "info"],
  ])("are there for %s", (_, record, category, types) => {
    expect(categorize(record)).toEqual(lists(category, types));
  });

  it.each([
    { eventCategory: "NetworkActivity" },
    { eventType: "AwsVpceEvents" },
    { eventType: "AwsVpceEvent" },
  ])("are those of the network for a call through an endpoint: %j", (record) => {
    expect(of("kms", "ScheduleKeyDeletion", record)).toEqual(lists("api network", "access"));
  });

  it("are shared by all records of an action", () => {
    const first = of("ec2", "RunInstances");

    expect(of("ec2", "RunInstances")).toBe(first);
  });
});
