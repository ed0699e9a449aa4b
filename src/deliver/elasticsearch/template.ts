import { isJsonObject, type JsonObject } from "../../event.ts";
import ecs from "./templates/ecs.json" with { type: "json" };
import ocsf from "./templates/ocsf.json" with { type: "json" };

export type Product = "elasticsearch" | "opensearch";
export type TemplateFormat = "ecs" | "ocsf";

const templates: Readonly<Record<TemplateFormat, JsonObject>> = { ecs, ocsf };

/** The body of `PUT _index_template/…`: a type for each field that the documents of the format have. */
export function templateFor(format: TemplateFormat, product: Product): JsonObject {
  const template = templates[format];
  return product === "elasticsearch" ? template : inOpenSearch(template);
}

function inOpenSearch(part: JsonObject): JsonObject {
  switch (part["type"]) {
    case "flattened":
      // Has no parameters.
      return { type: "flat_object" };
    case "constant_keyword":
      // The type of this name needs its value in the template, and so would fit one namespace.
      return { type: "keyword" };
    case "wildcard":
      // With doc values it would refuse documents with more than 32 KB in the field.
      return { ...part, doc_values: false };
    default:
      return Object.fromEntries(
        Object.entries(part).map(([key, value]) => [
          key,
          isJsonObject(value) ? inOpenSearch(value) : value,
        ]),
      );
  }
}
