import { isIP } from "node:net";
import { describe, expect, it } from "vitest";
import { templateFor } from "../../../src/deliver/elasticsearch/template.ts";
import { isJsonObject, type JsonValue } from "../../../src/event.ts";
import { createNormalize } from "../../../src/normalize/format.ts";
import { caseNames, caseRecord } from "../../support/cases.ts";
import { fieldsIn } from "../../support/template-fields.ts";
import { trailRecord } from "../../support/trail-record.ts";

/** Of the template for the index, which its own test compares with `@elastic/ecs`. */
const fields = fieldsIn(templateFor("ecs", "elasticsearch"));
const normalize = createNormalize("ecs", { entities: true });

/** Keys of resources that Elastic's pipeline leaves as they are; the index keeps them unsearched. */
const others = ["aws.cloudtrail.resources.ARNPrefix"];

describe("the fields of the ECS document", () => {
  it.each(caseNames)("are those of the schema, and of its types: %s", (name) => {
    const document: JsonValue = JSON.parse(String(normalize(trailRecord(caseRecord(name)))));

    const unfit = [...leavesOf(document, "")].filter(
      ([path, value]) => !others.includes(path) && !fits(value, fields.get(path)?.["type"]),
    );

    expect(unfit).toEqual([]);
  });
});

/** Lists stand for their items, and what is flattened is one value. */
function* leavesOf(value: JsonValue, path: string): Iterable<readonly [string, JsonValue]> {
  if (Array.isArray(value)) {
    for (const item of value) yield* leavesOf(item, path);
  } else if (isJsonObject(value) && !fields.has(path)) {
    for (const [key, inner] of Object.entries(value))
      yield* leavesOf(inner, path === "" ? key : `${path}.${key}`);
  } else yield [path, value];
}

function fits(value: JsonValue, type: JsonValue | undefined): boolean {
  if (typeof value === "object") return type === "flattened";
  switch (type) {
    case undefined:
    case "flattened":
      return false;
    case "ip":
      return isIP(`${value}`) !== 0;
    case "date":
      return !Number.isNaN(Date.parse(`${value}`));
    case "boolean":
      return ["true", "false"].includes(`${value}`);
    default:
      return true;
  }
}
