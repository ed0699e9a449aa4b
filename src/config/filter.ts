/**
 * Which records a destination does not get.
 */
import type { z } from "zod";
import { notIncluded, type FilterConfig, type NamedRule } from "../normalize/filter/filter.ts";
import type { Rule } from "../normalize/filter/rule.ts";
import { choice, flag, list, section, text } from "./fields.ts";
import { alsoWhenBroken, refuseRepeatedNames } from "./members.ts";
import { account, name } from "./names.ts";
import { present } from "./present.ts";

const service = text({
  pattern: "^(?=.*[.*])[a-z0-9.*-]{1,128}$",
  problem: "is not a service as CloudTrail writes it, such as kms.amazonaws.com or *.amazonaws.com",
});
const word = text({ pattern: "^\\S{1,256}$", problem: "is not one word" });
const region = text({
  pattern: "^[a-z0-9*-]{1,64}$",
  problem: "is not an AWS region, such as eu-central-1 or eu-*",
});
const words = text({
  pattern: "^[^]{1,1024}$",
  problem: "is empty, or longer than 1024 characters",
});
const categories = ["Management", "Data", "Insight", "NetworkActivity", "Aggregated"] as const;

const conditions = {
  event_source: list(service).optional().describe("Services, such as kms.amazonaws.com."),
  event_name: list(word).optional().describe("Names of calls, such as GenerateDataKey*."),
  event_type: list(word).optional().describe("Types of event, such as AwsServiceEvent."),
  event_category: list(choice(categories)).optional().describe("Categories of event."),
  aws_region: list(region).optional().describe("Regions, such as eu-*."),
  account: list(account).optional().describe("Accounts that the records are of."),
  read_only: flag().optional().describe("Whether the call only reads."),
  failed: flag()
    .optional()
    .describe("Whether the call failed: it has an error, or is a sign-in that was refused."),
  error_code: list(word).optional().describe("Error codes, such as *AccessDenied*."),
  identity_type: list(word).optional().describe("Types of caller, such as AWSService."),
  identity_arn: list(word)
    .optional()
    .describe("ARNs of callers or of the roles behind them, such as arn:aws:iam::*:role/scanner."),
  source_ip: list(words)
    .optional()
    .describe("Addresses, or services that call, such as 10.* or *.amazonaws.com."),
  user_agent: list(words).optional().describe("User agents, such as aws-cli/*."),
};

const inclusion = section(conditions).check(({ value, issues }) => {
  if (hasCondition(value)) return;
  const message = "has no condition, so it would let every record in";
  issues.push({ code: "custom", message, input: undefined });
});

const exclusion = section({
  name: name.describe("Name of the rule: the reason in trailferry_records_filtered_total."),
  ...conditions,
}).check(({ value: { name: given, ...rule }, issues }) => {
  if (!hasCondition(rule)) {
    const message = "has no condition, so it would leave every record out";
    issues.push({ code: "custom", message, input: undefined });
  }
  if (given === notIncluded) {
    const message = "is the reason of records that no rule of include lets in; choose another";
    issues.push({ code: "custom", message, path: ["name"], input: undefined });
  }
});

export const filter = section({
  exclude: list(exclusion)
    .superRefine(refuseRepeatedNames, alsoWhenBroken)
    .optional()
    .describe("A record that one of these rules fits is not delivered, whatever include says."),
  include: list(inclusion)
    .optional()
    .describe("Only records that one of these rules fits are delivered. Default: all."),
})
  .optional()
  .describe(
    "Which records this destination gets. The conditions of a rule must all hold, of the values in a list one; * is any text. A record that lacks what a rule asks for is delivered. Default: all.",
  );

export function resolveFilter(given: z.output<typeof filter>): FilterConfig | undefined {
  if (given?.exclude === undefined && given?.include === undefined) return undefined;
  return {
    exclude: given.exclude?.map(resolveExclusion) ?? [],
    ...present({ include: given.include?.map(resolveRule) }),
  };
}

function resolveExclusion(given: z.output<typeof exclusion>): NamedRule {
  return { name: given.name, ...resolveRule(given) };
}

function resolveRule(given: z.output<typeof inclusion>): Rule {
  return present({
    eventSource: given.event_source,
    eventName: given.event_name,
    eventType: given.event_type,
    eventCategory: given.event_category,
    awsRegion: given.aws_region,
    account: given.account,
    readOnly: given.read_only,
    failed: given.failed,
    errorCode: given.error_code,
    identityType: given.identity_type,
    identityArn: given.identity_arn,
    sourceIp: given.source_ip,
    userAgent: given.user_agent,
  });
}

function hasCondition(rule: object): boolean {
  return Object.values(rule).some((condition) => condition !== undefined);
}
