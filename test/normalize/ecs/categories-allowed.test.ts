import { EcsFlat } from "@elastic/ecs";
import { describe, expect, it } from "vitest";
import { createCategorize } from "../../../src/normalize/ecs/categories.ts";
import type { Categorization } from "../../../src/normalize/ecs/categories.ts";
import accessLevelTable from "../../../src/normalize/ecs/access-levels.json" with { type: "json" };
import actionTable from "../../../src/normalize/ecs/actions.json" with { type: "json" };
import elasticTable from "../../../src/normalize/ecs/categories.json" with { type: "json" };
import { expectedTypes } from "../../../src/normalize/ecs/event-type.ts";
import serviceTable from "../../../src/normalize/ecs/services.json" with { type: "json" };
import verbTable from "../../../src/normalize/ecs/verbs.json" with { type: "json" };
import { accessLevels, canOnlyRead } from "../../support/access-levels/access-levels.ts";
import { referenceActions } from "../../support/access-levels/reference.ts";

const inEcs = new Map<string, readonly string[]>(
  EcsFlat["event.category"].allowed_values.map((value) => [value.name, value.expected_event_types]),
);

const planes = ["Management", "Data", "NetworkActivity"];

describe("every category and type that an action can get", () => {
  const categorize = createCategorize("extended");

  it("goes together in ECS", () => {
    const made = new Map<string, Categorization>();

    for (const [service, eventName] of everyRule()) {
      for (const record of everyRecord(service, eventName)) {
        const categorization = categorize(record);
        made.set(JSON.stringify(categorization), categorization);
      }
    }

    expect(made.size).toBeGreaterThan(50);
    expect([...made.values()].filter((one) => !isAllowed(one))).toEqual([]);
  });

  it("is one that ECS knows", () => {
    for (const [category, types] of Object.entries(expectedTypes)) {
      expect(inEcs.get(category)).toEqual(expect.arrayContaining([...types]));
    }
  });
});

describe("the table of access levels", () => {
  it("leaves no action that writes with a type that tells nothing", async () => {
    const categorize = createCategorize("extended");
    const byHand = new Set([...actionTable, ...elasticTable].flatMap(({ actions }) => actions));
    const writing = (await referenceActions()).filter(
      ({ name, levels }) => levels.join() === "Write" && !canOnlyRead(name) && !byHand.has(name),
    );

    const untold = writing.filter(({ service, name }) =>
      categorize({ eventSource: `${service}.amazonaws.com`, eventName: name }).types.includes(
        "info",
      ),
    );

    expect(writing.length).toBeGreaterThan(8_000);
    expect(untold).toEqual([]);
  });

  it("is what the installed package makes of it", async () => {
    expect(accessLevelTable).toEqual(await accessLevels());
  });
});

function isAllowed({ category = [], types }: Categorization): boolean {
  return (
    category.length > 0 &&
    category.every((name) => types.every((type) => inEcs.get(name)?.includes(type)))
  );
}

/** An action for each row of each table, and of each verb on each subject. */
function everyRule(): readonly (readonly [service: string, eventName: string])[] {
  const verbs = verbTable.flatMap((row) => [...row.verbs.slice(0, 1), ...row.endings.slice(0, 1)]);
  const subjects = [...serviceTable.subjects, { services: ["unknown"] }].flatMap((row) =>
    row.services.flatMap((service) =>
      ("words" in row ? row.words : [""]).flatMap((word) =>
        [...verbs, "Frobnicate"].flatMap((verb) => [
          [service, `${verb}${word}`] as const,
          [service, `${word}${verb}`] as const,
        ]),
      ),
    ),
  );
  const actions = actionTable.flatMap((row) =>
    row.services.flatMap((service) => row.actions.map((action) => [service, action] as const)),
  );
  const levels = Object.entries(accessLevelTable.services).flatMap(([service, table]) =>
    Object.values(table).flatMap((names) => names.map((action) => [service, action] as const)),
  );
  const elastic = elasticTable.flatMap((row) =>
    row.actions.map((action) => ["any", action] as const),
  );
  return [...subjects, ...actions, ...levels, ...elastic];
}

function everyRecord(service: string, eventName: string) {
  const eventSource = `${service}.amazonaws.com`;
  return planes.flatMap((eventCategory) =>
    [true, false].map((readOnly) => ({ eventSource, eventName, eventCategory, readOnly })),
  );
}
