import { EcsFlat } from "@elastic/ecs";
import { describe, expect, it } from "vitest";
import { templateFor } from "../../../src/deliver/elasticsearch/template.ts";
import { isJsonObject } from "../../../src/event.ts";
import { fieldsIn } from "../../support/template-fields.ts";

const schema: ReadonlyMap<string, unknown> = new Map(Object.entries(EcsFlat));
const ecs = fieldsIn(templateFor("ecs", "elasticsearch"));
const common = Array.from(ecs.keys()).filter((name) => !name.startsWith("aws."));

/** Names of Elastic's integration that its schema does not have. */
const elsewhere = ["actor.entity.id", "related.entity", "target.entity.id"];

describe("the template for ECS", () => {
  it("has no field outside of aws that the schema lacks", () => {
    expect(common.filter((name) => !schema.has(name))).toEqual(elsewhere);
  });

  it.each(common.filter((name) => schema.has(name)))("types %s as the schema does", (name) => {
    expect(typing(ecs.get(name))).toEqual(typing(schema.get(name)));
  });

  it("indexes values of any length that Elasticsearch can, whatever their characters", () => {
    const keywords = Array.from(ecs.values()).filter(
      ({ type, index }) => type === "keyword" && index !== false,
    );

    expect(new Set(keywords.map((field) => field["ignore_above"]))).toEqual(new Set([8191]));
  });
});

describe.each(["ecs", "ocsf"] as const)("the template for %s in OpenSearch", (format) => {
  const fields = fieldsIn(templateFor(format, "opensearch"));

  it("has the same fields", () => {
    const original = fieldsIn(templateFor(format, "elasticsearch"));

    expect(Array.from(fields.keys())).toEqual(Array.from(original.keys()));
  });

  it("has only types that OpenSearch knows", () => {
    const types = new Set(Array.from(fields.values()).map((field) => field["type"]));

    expect(types).not.toContain("flattened");
    expect(types).not.toContain("constant_keyword");
  });
});

describe("fields with objects of any keys", () => {
  it("are searchable in OpenSearch where the documents keep their values short enough for it", () => {
    const fields = fieldsIn(templateFor("ecs", "opensearch"));

    expect(fields.get("aws.cloudtrail.flattened.request_parameters")).toEqual({
      type: "flat_object",
    });
  });

  it("are kept there without an index where values may be of any length", () => {
    const fields = fieldsIn(templateFor("ocsf", "opensearch", "object"));

    const unindexed = { type: "object", enabled: false };
    expect(fields.get("unmapped")).toEqual(unindexed);
    expect(fields.get("api.request.data")).toEqual(unindexed);
  });

  it.each(["request", "response"])("take the %s of OCSF as an object where it is one", (part) => {
    const texts = fieldsIn(templateFor("ocsf", "elasticsearch"));
    const objects = fieldsIn(templateFor("ocsf", "elasticsearch", "object"));

    expect(texts.get(`api.${part}.data`)).toMatchObject({ type: "wildcard" });
    expect(objects.get(`api.${part}.data`)).toMatchObject({ type: "flattened" });
  });
});

/** What decides how a field can be searched. The only field that the schema has beside another is its `text`. */
function typing(field: unknown): unknown {
  if (!isJsonObject(field)) return undefined;
  return {
    type: field["type"],
    index: field["index"],
    docValues: field["doc_values"],
    hasText: "fields" in field || "multi_fields" in field,
  };
}
