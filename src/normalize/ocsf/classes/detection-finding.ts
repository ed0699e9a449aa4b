import { isJsonObject } from "../../../event.ts";
import type { JsonObject } from "../../../event.ts";
import { endOf, startOf } from "../../times.ts";
import { listAt, objectAt, objectOf, textAt, textOf } from "../../value.ts";
import type { Dialect } from "../dialect.ts";
import { instantOf } from "../instant.ts";
import type { Making } from "../making.ts";
import { payloadOf } from "../payloads.ts";
import type { Payloads } from "../payloads.ts";
import type { Insight } from "../insight.ts";
import type { Reading } from "../reading.ts";
import type { FindingInfo, Specifics } from "../specifics.ts";
import { userOf } from "../user.ts";

/** An insight: calls, or errors of calls, that are more or fewer than usual. Start and end share an id, and so one finding. */
export function detectionFindingOf(reading: Reading, { payloads, dialect }: Making): Specifics {
  const { insight = unsaid } = reading;
  return {
    anomaly_analyses: dialect.hasAnomalies ? analysesOf(insight) : undefined,
    evidences: evidencesOf(insight, payloads, dialect),
    finding_info: findingOf(reading, insight),
    is_alert: dialect.hasAnomalies ? true : undefined,
  };
}

const unsaid: Insight = {
  type: undefined,
  state: undefined,
  service: undefined,
  operation: undefined,
  error: undefined,
  context: undefined,
};

function findingOf({ fields, record }: Reading, insight: Insight): FindingInfo {
  const start = instantOf(startOf(fields));
  const end = instantOf(endOf(fields));
  const type = insight.type ?? "Insight";
  const call = [insight.service, insight.operation].filter((part) => part !== undefined).join(" ");
  return {
    analytic: { name: type, type: "Statistical", type_id: 3 },
    first_seen_time: start?.ms,
    first_seen_time_dt: start?.text,
    last_seen_time: end?.ms,
    last_seen_time_dt: end?.text,
    title: call === "" ? type : `${type}: ${call}`,
    types: [type],
    uid: textOf(fields["sharedEventID"]) ?? textOf(fields["eventID"]) ?? record.id,
  };
}

/** Averages are of calls per minute, and durations in minutes. */
function analysesOf({
  type,
  service,
  operation,
  context,
}: Insight): readonly unknown[] | undefined {
  const unusual = observation(context, "insight");
  if (unusual === undefined) return undefined;
  const usual = observation(context, "baseline");
  const name = operation ?? service ?? "Unknown";
  return [
    {
      analysis_targets: [{ name, type: "API operation" }],
      anomalies: [seen(unusual, type)],
      baselines: usual && [seen(usual, type)],
    },
  ];
}

interface Observation {
  readonly value: string;
  readonly timespan: { readonly duration_mins: number } | undefined;
}

function seen(observed: Observation, type: string | undefined): unknown {
  return {
    observation_parameter: "Average per minute",
    observation_type: type,
    observations: [observed],
  };
}

/** Trails have `statistics.insight.average`, CloudTrail Lake `insightAverage`. */
function observation(
  context: JsonObject | undefined,
  period: "insight" | "baseline",
): Observation | undefined {
  const statistics = objectOf(context?.["statistics"]) ?? context;
  const value =
    textOf(objectAt(statistics, period)?.["average"]) ?? textAt(statistics, `${period}Average`);
  if (value === undefined) return undefined;
  const minutes = statistics?.[`${period}Duration`];
  const isCount = Number.isInteger(minutes) && Math.abs(Number(minutes)) < 2 ** 31;
  return { value, timespan: isCount ? { duration_mins: Number(minutes) } : undefined };
}

/** The call, and who made it mostly; the whole context as it came, for its lists belong together. */
function evidencesOf(
  { service, operation, error, context }: Insight,
  payloads: Payloads,
  dialect: Dialect,
): readonly unknown[] {
  const uid = mostOften(context, "userIdentityArn");
  const user = userOf({ uid }, dialect);
  return [
    {
      actor: user && { user },
      api: {
        operation: operation ?? "Unknown",
        response: error === undefined ? undefined : { error },
        service: service === undefined ? undefined : { name: service },
      },
      data: payloadOf(context, payloads),
    },
  ];
}

/** The first of a list is the one with the highest average. */
function mostOften(context: JsonObject | undefined, attribute: string): string | undefined {
  for (const attribution of listAt(context, "attributions")) {
    if (!isJsonObject(attribution) || attribution["attribute"] !== attribute) continue;
    const [first] = listAt(attribution, "insight");
    return isJsonObject(first) ? textOf(first["value"]) : textOf(attribution["insightValue"]);
  }
  return undefined;
}
