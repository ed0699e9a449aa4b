/** The tables of `src/normalize/ocsf` name nothing that the schemas do not have. */
import { describe, expect, it } from "vitest";
import table from "../../src/normalize/ocsf/eventmap.json" with { type: "json" };
import verbs from "../../src/normalize/ocsf/verbs.json" with { type: "json" };
import { ocsfSchema, type OcsfVersion } from "../support/ocsf/schema.ts";

type Row = (typeof table.rows)[number];

/** Which column serves which version. */
const columns = [
  ["1.1.0", "aws_published"],
  ["1.5.0", "aws_published"],
  ["1.8.0", "ocsf_1_8"],
  ["1.9.0", "ocsf_1_9"],
] as const;

describe("the event map", () => {
  it.each(columns)("has for %s, in %s, only classes and activities of it", (version, column) => {
    const known = activitiesOf(version);

    const unknown = table.rows.filter((row) => row[column] && !known.has(row[column].join(" ")));

    expect(unknown).toEqual([]);
  });

  it.each(["ocsf_1_8", "ocsf_1_9"] as const)("says in %s what becomes of every event", (column) => {
    expect(table.rows.filter((row) => row[column]?.length !== 2)).toEqual([]);
  });

  it("names each event once, by a service and an operation", () => {
    const names = table.rows.map(nameOf);

    const malformed = names.filter((name) => !/^[a-z0-9.-]+\.amazonaws\.com \w+$/.test(name));

    expect(malformed).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("agrees with the lists of names that AWS published", () => {
    expect(published(3002)).toEqual(new Set(table.aws_authentication_list));
    expect(published(3001)).toEqual(new Set(table.aws_account_change_list));
  });
});

describe("the verbs", () => {
  const { transparent_prefixes: prefixes, ...activities } = verbs;

  it("have one activity each, of API Activity's", () => {
    const all = Object.values(activities).flat();

    expect(Object.keys(activities)).toEqual(["create", "read", "update", "delete"]);
    expect(new Set(all).size).toBe(all.length);
  });

  it("are words as an operation's name begins with", () => {
    const words = [...Object.values(activities).flat(), ...prefixes];

    expect(words.filter((word) => !/^[A-Z][a-z]+$/.test(word))).toEqual([]);
  });
});

function published(classUid: number): ReadonlySet<string> {
  const rows = table.rows.filter((row) => row.aws_published?.[0] === classUid);
  return new Set(rows.map((row) => row.eventName));
}

function nameOf({ eventSource, eventName }: Row): string {
  return `${eventSource} ${eventName}`;
}

/** Class and activity, as in `3002 1`, of all classes that the version does not deprecate. */
function activitiesOf(version: OcsfVersion): ReadonlySet<string> {
  const current = Object.values(ocsfSchema(version).classes).filter(
    (eventClass) => eventClass["@deprecated"] === undefined,
  );
  return new Set(
    current.flatMap(({ uid, attributes }) =>
      Object.keys(attributes["activity_id"]?.enum ?? {}).map((activity) => `${uid} ${activity}`),
    ),
  );
}
