import { describe, expect, it } from "vitest";
import { classifyKey, type ClassifiedKey } from "../../src/decode/key.ts";

const account = "111122223333";
const organization = "o-exampleorgid";
const region = "us-east-1";
const day = "2026/03/04";
const name = (service: string, at = region) =>
  `${account}_${service}_${at}_20260304T0505Z_AbCdEfGhEXAMPLE1.json.gz`;
const path = (service: string, at = region) => `${account}/${service}/${at}/${day}`;
const file = (service: string, at = region) => `${path(service, at)}/${name(service, at)}`;

const keys: readonly (readonly [key: string, expected: Partial<ClassifiedKey>])[] = [
  [`AWSLogs/${file("CloudTrail")}`, { kind: "trail", account, region }],
  [`prefix/AWSLogs/${file("CloudTrail")}`, { kind: "trail", account, region }],
  [`a b/c+d/ü/AWSLogs/${file("CloudTrail")}`, { kind: "trail", account, region }],
  [
    `AWSLogs/${account}/cloudtrail/AWSLogs/${file("CloudTrail")}`,
    { kind: "trail", account, region },
  ],
  [`AWSLogs/444455556666/Config/AWSLogs/${file("CloudTrail")}`, { kind: "trail", account, region }],
  [`myAWSLogs/${file("CloudTrail")}`, { kind: "unclassified" }],
  [
    `AWSLogs/${organization}/${file("CloudTrail")}`,
    { kind: "trail", account, region, organization },
  ],
  [
    `${organization}/AWSLogs/${file("CloudTrail")}`,
    { kind: "trail", account, region, organization },
  ],
  [
    `${organization}/AWSLogs/${organization}/${file("CloudTrail")}`,
    { kind: "trail", account, region, organization },
  ],
  [
    `${organization}/AWSLogs/${path("Config")}/ConfigHistory/x.json.gz`,
    { kind: "other_service", account, region, organization },
  ],
  ...[
    "us-gov-west-1",
    "cn-north-1",
    "us-iso-east-1",
    "us-isob-east-1",
    "eu-isoe-west-1",
    "eusc-de-east-1",
    "ap-southeast-7",
  ].map(
    (at) => [`AWSLogs/${file("CloudTrail", at)}`, { kind: "trail", account, region: at }] as const,
  ),
  [
    `AWSLogs/${path("CloudTrail")}/${account}_CloudTrail_${region}_20140304T0505ZAbCdEXAMPLE.json.gz`,
    { kind: "trail", account, region },
  ],
  [`AWSLogs/${path("CloudTrail")}/copy.json`, { kind: "trail", account, region }],
  [`AWSLogs/${account}/CloudTrail/copy.json`, { kind: "trail", account }],
  [`AWSLogs/${file("CloudTrail-Insight")}`, { kind: "insight", account, region }],
  [`AWSLogs/${file("CloudTrail-Insights")}`, { kind: "insight", account, region }],
  [`AWSLogs/${file("CloudTrail-NetworkActivity")}`, { kind: "network_activity", account, region }],
  [`AWSLogs/${file("CloudTrail-Aggregated")}`, { kind: "aggregated", account, region }],
  [
    `AWSLogs/${path("CloudTrail-Digest")}/${account}_CloudTrail-Digest_${region}_example_us-east-1_20260304T050505Z.json.gz`,
    { kind: "digest", account, region },
  ],
  [
    `AWSLogs/${organization}/${path("CloudTrail-Digest")}/${account}_CloudTrail-Digest_${region}_example_us-east-1_20260304T050505Z_backfill.json.gz`,
    { kind: "digest", account, region, organization },
  ],
  [
    `AWSLogs/${account}/CloudTrail-Lake/Query/${day}/example/result_1.csv.gz`,
    { kind: "lake", account },
  ],
  [`AWSLogs/${file("CloudTrail-Future")}`, { kind: "unclassified", account, region }],
  [`AWSLogs/${file("cloudtrail")}`, { kind: "unclassified", account, region }],
  [`AWSLogs/${account}/Config/ConfigWritabilityCheckFile`, { kind: "other_service", account }],
  [`AWSLogs/${path("elasticloadbalancing")}/x.log.gz`, { kind: "other_service", account, region }],
  [`AWSLogs/${path("vpcflowlogs")}/x.log.gz`, { kind: "other_service", account, region }],
  [`AWSLogs/${path("GuardDuty")}/x.jsonl.gz`, { kind: "other_service", account, region }],
  [`AWSLogs/${path("WAFLogs")}/acl/05/05/x.log.gz`, { kind: "other_service", account, region }],
  [`AWSLogs/${path("network-firewall")}/x.log.gz`, { kind: "other_service", account, region }],
  [
    `AWSLogs/aws-account-id=${account}/aws-service=vpcflowlogs/aws-region=${region}/year=2026/x.parquet`,
    { kind: "other_service", account, region },
  ],
  [`AWSLogs/${path("archive")}/${name("CloudTrail")}`, { kind: "unclassified", account, region }],
  [`AWSLogs/${account}/${region}/${day}/x.json.gz`, { kind: "unclassified", account }],
  [`AWSLogs/${account}/${day}/x.json.gz`, { kind: "unclassified", account }],
  [`AWSLogs/${account}/x.json.gz`, { kind: "unclassified", account }],
  [`AWSLogs/${day}/CloudTrail/x.json.gz`, { kind: "unclassified" }],
  ["AWSLogs", { kind: "unclassified" }],
  [`${day}/${name("CloudTrail")}`, { kind: "unclassified" }],
  ["x.json.gz", { kind: "unclassified" }],
  ["aws/CLOUD_TRAIL_MGMT/2.0/region=us-east-1/x.gz.parquet", { kind: "unclassified" }],
  ["//AWSLogs//", { kind: "marker" }],
  [`AWSLogs/${account}/CloudTrail/`, { kind: "marker", account }],
  [`AWSLogs/${account}/CloudTrail`, { kind: "marker", account }],
  [
    `AWSLogs/${organization}/${account}/CloudTrail-Digest`,
    { kind: "marker", account, organization },
  ],
  [`AWSLogs/${account}/CloudTrail/${region}/`, { kind: "marker", account, region }],
  ["folder/", { kind: "marker" }],
];

describe("classifyKey", () => {
  it.each(keys)("classifies %s", (key, expected) => {
    const classified = classifyKey(key);

    expect(classified).toEqual(expected);
  });
});
