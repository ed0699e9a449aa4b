import { describe, expect, it } from "vitest";
import { caseRecord } from "../../support/cases.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";

const statistics = {
  baseline: { average: 0.25 },
  insight: { average: 12.6 },
  insightDuration: 5,
  baselineDuration: 11336,
};

function insight(state: string, call = "DescribeInstances"): Record<string, unknown> {
  return {
    eventVersion: "1.11",
    eventTime: "2026-11-22T09:15:00Z",
    eventType: "AwsCloudTrailInsight",
    eventCategory: "Insight",
    eventID: "0f1e2d3c-0002-EXAMPLE",
    sharedEventID: "5a6b7c8d-0003-EXAMPLE",
    insightDetails: {
      state,
      eventSource: call === "CreateUser" ? "iam.amazonaws.com" : "ec2.amazonaws.com",
      eventName: call,
      insightType: "ApiCallRateInsight",
      insightContext: { statistics },
    },
  };
}

describe("an insight", () => {
  it.each([
    ["Start", { activity_id: 1, status_id: 1, status: "New" }],
    ["End", { activity_id: 3, status_id: 4, status: "Resolved" }],
    ["Paused", { activity_id: 0, status_id: 0 }],
  ])("at its %s is a finding with the id that it shares", (state, expected) => {
    expect(ocsfEvent(insight(state))).toMatchObject({
      class_uid: 2004,
      finding_info: {
        uid: "5a6b7c8d-0003-EXAMPLE",
        analytic: { name: "ApiCallRateInsight", type_id: 3 },
      },
      ...expected,
    });
  });

  it("lasts from its first to its last minute", () => {
    expect(ocsfEvent(insight("End"))).toMatchObject({
      finding_info: {
        first_seen_time_dt: "2026-11-22T09:10:00.000Z",
        last_seen_time_dt: "2026-11-22T09:15:00.000Z",
      },
    });
  });

  it("sets what is unusual against what is usual", () => {
    expect(ocsfEvent(insight("End"))).toMatchObject({
      anomaly_analyses: [
        {
          analysis_targets: [{ name: "DescribeInstances" }],
          anomalies: [{ observations: [{ value: "12.6", timespan: { duration_mins: 5 } }] }],
          baselines: [{ observations: [{ value: "0.25", timespan: { duration_mins: 11_336 } }] }],
        },
      ],
    });
  });

  it("names the call as evidence, and keeps the whole context", () => {
    expect(ocsfEvent(insight("End"))).toMatchObject({
      evidences: [
        {
          api: { operation: "DescribeInstances", service: { name: "ec2.amazonaws.com" } },
          data: JSON.stringify({ statistics }),
        },
      ],
    });
  });

  it("is read in the words of CloudTrail Lake too", () => {
    expect(ocsfEvent(caseRecord("insight-lake"))).toMatchObject({
      class_uid: 2004,
      activity_id: 3,
      status_code: "NoSuchEntity",
      anomaly_analyses: [{ anomalies: [{ observations: [{ value: "9.25" }] }] }],
      evidences: [{ actor: { user: { uid: "arn:aws:iam::111122223333:user/alice" } } }],
    });
  });

  it("is API activity where only Security Lake's classes are wanted", () => {
    expect(ocsfEvent(insight("Start", "CreateUser"), { profile: "aws" })).toMatchObject({
      class_uid: 6003,
      activity_id: 99,
      activity_name: "ApiCallRateInsight",
      actor: { app_name: "cloudtrail.amazonaws.com" },
    });
  });
});
