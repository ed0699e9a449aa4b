import type { JsonObject } from "../../src/event.ts";
import type { Random } from "./random.ts";

/** Who calls, and from where: these three belong together. */
export interface Caller {
  /** The name by which a refusal calls them. */
  readonly arn: string;
  readonly userIdentity: JsonObject;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
}

export const account = "111122223333";

/** A number in angle brackets stands for any below it: one program comes in many versions. */
const userAgents = [
  "APN/1.0 HashiCorp/1.0 Terraform/1.9.<9> (+https://www.terraform.io) terraform-provider-aws/5.<90>.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.<9> os/linux lang/go#1.23.<9>",
  "aws-cli/2.<30>.<40> md/awscrt#0.23.<9> ua/2.0 os/linux#6.1.<150> md/arch#x86_64 lang/python#3.12.6 md/command#s3api.get-object",
  "Boto3/1.35.<99> md/Botocore#1.35.<99> ua/2.0 os/linux#5.10.<250> md/arch#aarch64 lang/python#3.11.10 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.35.63",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/13<9>.0.0.0 Safari/537.36",
  "aws-sdk-java/2.29.<60> ua/2.1 os/Linux#5.15.<200> lang/java#21.0.5 exec-env/AWS_ECS_FARGATE",
  "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.<900> Linux/5.10.<250> OpenJDK_64-Bit_Server_VM/25.412-b09 java/1.8.0_412 vendor/Oracle_Corporation cfg/retry-mode/standard]",
  "Vault/1.18.<9> (+https://www.vaultproject.io/; go1.23.3) aws-sdk-go/1.55.<9>",
];

const roles = ["deploy-pipeline", "app-server", "data-export", "AWSReservedSSO_Analyst", "backup"];
const names = ["alice", "bob", "carlos", "dana", "erin", "frank", "grace", "heidi"];
const services = ["cloudtrail", "config", "ec2", "lambda", "s3", "ssm"];

/**
 * Who makes the next call: `count` callers at a time, who call in runs. Sessions end and others begin, so that about one record
 * in fourteen names a caller that none before it did, as in recorded trails: what remembers callers must not be flattered.
 */
export function createCallers(random: Random, count: number): () => Caller {
  const callers = Array.from({ length: count }, () => aCaller(random));
  let caller = random.pick(callers);
  return () => {
    if (random.chance(0.08)) {
      caller = aCaller(random);
      callers[random.below(count)] = caller;
    } else if (random.chance(0.12)) {
      caller = random.pick(callers);
    }
    return caller;
  };
}

function aCaller(random: Random): Caller {
  const draw = random.below(100);
  if (draw < 45) return assumedRole(random);
  if (draw < 88) return user(random);
  if (draw < 97) return service(random);
  return root(random);
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
      attributes: { creationDate: aTime(random), mfaAuthenticated: "false" },
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
      attributes: { creationDate: aTime(random), mfaAuthenticated: "true" },
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
    userAgent: random
      .pick(userAgents)
      .replaceAll(/<(\d+)>/g, (_, limit: string) => String(random.below(Number(limit)))),
  };
}

function aTime(random: Random): string {
  const twoDigits = (limit: number) => String(random.below(limit)).padStart(2, "0");
  return `2026-11-21T${twoDigits(24)}:${twoDigits(60)}:${twoDigits(60)}Z`;
}
