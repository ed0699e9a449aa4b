import { describe, expect, it } from "vitest";
import { createNormalize } from "../../src/normalize/format.ts";
import {
  accountChange,
  apiActivity,
  authentication,
  groupManagement,
} from "../support/ocsf/events.ts";
import { trailRecord } from "../support/trail-record.ts";
import { allCorpora } from "./corpora.ts";
import { objectIn } from "./object-in.ts";
import { opinionOn, type Objection } from "./py-ocsf/opinion.ts";

/** Where the models ask for more than the schema that they are made from. */
const stricter: readonly RegExp[] = [
  // The schema wants one of the name and the id, and recommends the rest.
  /\baccount\.(?:name|type_id|uid) missing$/,
  /\b(?:user|owner)\.(?:account|name|type_id|uid) missing$/,
  /\bservice\.(?:name|uid|version) missing$/,
  /\banalytic\.(?:name|uid) missing$/,
  // JSON in the schema, of any type; we write it as text.
  /\b(?:request|response|evidences)\.data dict_type$/,
  // The kinds of 1.1.0; the schema has had more since.
  /\bobservables\.type_id enum$/,
];

describe("py-ocsf-models", () => {
  it("has no objection to events that were written by hand", async () => {
    const events = [
      apiActivity("1.5.0"),
      authentication("1.5.0"),
      accountChange("1.5.0"),
      groupManagement("1.5.0"),
    ];

    expect(serious(await opinionOn(events))).toEqual([]);
  });

  it("objects to what is missing, unknown or of another type", async () => {
    const event = apiActivity("1.5.0");
    const events = [
      { ...event, api: {} },
      { ...event, severity_id: 12 },
      { ...event, resources: ["arn:aws:s3:::trail-example"] },
      { ...event, class_uid: 2004 },
    ];

    expect(serious(await opinionOn(events))).toEqual([
      "0: api.operation missing",
      "1: severity_id enum",
      "2: resources model_type",
      "3: finding_info missing",
      "3: type_uid enum",
    ]);
  });

  it.each(allCorpora())("has no objection to our events: $name", async ({ records }) => {
    const normalize = createNormalize("ocsf", { version: "1.5.0" });
    const events = records.map((record) => objectIn(String(normalize(trailRecord(record)))));

    expect(serious(await opinionOn(events))).toEqual([]);
  });
});

function serious(objections: readonly Objection[]): readonly string[] {
  return objections
    .map(({ event, path, problem }) => `${event}: ${path} ${problem}`)
    .filter((objection) => !stricter.some((pattern) => pattern.test(objection)));
}
