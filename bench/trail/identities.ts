import type { JsonObject } from "../../src/event.ts";
import type { Random } from "./random.ts";

/** Who calls, and from where: these three belong together, and the same few callers make most of a trail. */
export interface Caller {
  /** The name by which a refusal calls them. */
  readonly arn: string;
  readonly userIdentity: JsonObject;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
}

export const account = "111122223333";

const userAgents = [
  "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.75.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.3 os/linux lang/go#1.23.2",
  "aws-cli/2.22.4 md/awscrt#0.23.1 ua/2.0 os/linux#6.1.112 md/arch#x86_64 lang/python#3.12.6 md/command#s3api.get-object",
  "Boto3/1.35.63 md/Botocore#1.35.63 ua/2.0 os/linux#5.10.228 md/arch#aarch64 lang/python#3.11.10 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.35.63",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  "aws-sdk-java/2.29.15 ua/2.1 os/Linux#5.15.0 lang/java#21.0.5 exec-env/AWS_ECS_FARGATE",
  "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10.225 OpenJDK_64-Bit_Server_VM/25.412-b09 java/1.8.0_412 vendor/Oracle_Corporation cfg/retry-mode/standard]",
  "Vault/1.18.1 (+https://www.vaultproject.io/; go1.23.3) aws-sdk-go/1.55.5",
];

const roles = ["deploy-pipeline", "app-server", "data-export", "AWSReservedSSO_Analyst", "backup"];
const names = ["alice", "bob", "carlos", "dana", "erin", "frank", "grace", "heidi"];
const services = ["cloudtrail", "config", "ec2", "lambda", "s3", "ssm"];

/** The callers of one account: `count` of them, mixed as in a real organization. */
export function someCallers(random: Random, count: number): readonly Caller[] {
  return Array.from({ length: count }, () => {
    const draw = random.below(100);
    if (draw < 45) return assumedRole(random);
    if (draw < 88) return user(random);
    if (draw < 97) return service(random);
    return root(random);
  });
}

function assumedRole(random: Random): Caller {
  const role = random.pick(roles);
  const roleId = `AROA${random.key(16)}`;
  const session = random.chance(0.5) ? `i-0${random.hex(16)}` : `${random.pick(names)}@example.com`;
  return anyone(random, {
    type: "AssumedRole",
    principalId: `${roleId}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: `ASIA${random.key(16)}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: roleId,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      webIdFederationData: {},
      attributes: { creationDate: "2026-11-21T23:41:08Z", mfaAuthenticated: "false" },
      ...(random.chance(0.4) && { ec2RoleDelivery: "2.0" }),
    },
  });
}

function user(random: Random): Caller {
  const userName = random.pick(names);
  return anyone(random, {
    type: "IAMUser",
    principalId: `AIDA${random.key(16)}`,
    arn: `arn:aws:iam::${account}:user/${userName}`,
    accountId: account,
    accessKeyId: `AKIA${random.key(16)}`,
    userName,
  });
}

function root(random: Random): Caller {
  return anyone(random, {
    type: "Root",
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    sessionContext: {
      attributes: { creationDate: "2026-11-22T00:03:11Z", mfaAuthenticated: "true" },
    },
  });
}

function service(random: Random): Caller {
  const invokedBy = `${random.pick(services)}.amazonaws.com`;
  return {
    arn: invokedBy,
    userIdentity: { type: "AWSService", invokedBy },
    sourceIPAddress: invokedBy,
    userAgent: invokedBy,
  };
}

function anyone(random: Random, userIdentity: JsonObject & { readonly arn: string }): Caller {
  return {
    arn: userIdentity.arn,
    userIdentity,
    sourceIPAddress: `203.0.113.${random.below(255)}`,
    userAgent: random.pick(userAgents),
  };
}
