import { isJsonObject } from "../../../src/event.ts";
import template from "../../../src/deliver/elasticsearch/templates/ecs.json" with { type: "json" };

/** The type that a field has in Elasticsearch by our index template; what lies in a flattened field is part of it. */
export function indexTypeOf(path: string): string | undefined {
  let mapping: unknown = template.template.mappings;
  for (const key of path.replaceAll("[]", "").split(".")) {
    const properties = isJsonObject(mapping) ? mapping["properties"] : undefined;
    mapping = isJsonObject(properties) ? properties[key] : undefined;
    if (isJsonObject(mapping) && mapping["type"] === "flattened") return "flattened";
  }
  const type = isJsonObject(mapping) ? mapping["type"] : undefined;
  return typeof type === "string" ? type : undefined;
}
