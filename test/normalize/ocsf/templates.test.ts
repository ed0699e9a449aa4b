import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Random } from "../../../bench/trail/random.ts";
import { createOcsf } from "../../../src/normalize/ocsf/event.ts";
import type { OcsfOptions } from "../../../src/normalize/ocsf/event.ts";
import type { Place } from "../../../src/normalize/geo/place.ts";
import { aCall } from "../../support/a-call.ts";
import { caseNames, caseRecord } from "../../support/cases.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { mutatedRecord } from "../../support/mutated-record.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";
import { ocsfVersions } from "../../support/ocsf/schema.ts";
import { trailRecord } from "../../support/trail-record.ts";

const captured = new URL("../../../../shared/data/cloudtrail-captured.ndjson", import.meta.url);

const choices: readonly OcsfOptions[] = [
  ...ocsfVersions.flatMap((version) =>
    (["aws", "extended"] as const).map((profile) => ({ version, profile })),
  ),
  { unmapped: "nested" },
  { payloads: "object" },
];

describe("OCSF events that are made of templates", () => {
  const texts = mixedRecords(new Random(20_261_122));

  it.each(choices)("are the same whatever records came before: %o", (options) => {
    const clock = new ManualClock();
    const normalize = createOcsf({ ...options, clock });

    const events = [...texts, ...texts.toReversed()].map((text): [string, unknown] => [
      text,
      JSON.parse(String(normalize(trailRecord(text)))),
    ]);

    for (const [text, event] of events) expect(event, text).toEqual(ocsfEvent(text, options));
  });

  it("tell what is known of a place by now", () => {
    const record = aCall();
    let place: Place | undefined;
    const normalize = createOcsf({ placeOf: () => place });
    normalize(trailRecord(record));

    place = { geo: undefined, as: { number: 64_496, organization: { name: "Example" } } };

    const event: unknown = JSON.parse(String(normalize(trailRecord(record))));
    expect(event).toHaveProperty("src_endpoint.autonomous_system.number", 64_496);
  });
});

/** Each with the members of two others, so that who, what and the rest come in many combinations. */
function mixedRecords(random: Random): readonly string[] {
  const lines = existsSync(captured) ? readFileSync(captured, "utf8").trimEnd().split("\n") : [];
  const texts = [
    ...caseNames.map(caseRecord),
    ...Array.from({ length: 60 }, () => mutatedRecord(random)),
    ...lines.filter((_, index) => index % 50 === 0),
  ];
  return Array.from({ length: 250 }, () => {
    const other: unknown = JSON.parse(random.pick(texts));
    const taken = Object.entries(Object(other)).filter(() => random.chance(0.5));
    return JSON.stringify({ ...JSON.parse(random.pick(texts)), ...Object.fromEntries(taken) });
  });
}
