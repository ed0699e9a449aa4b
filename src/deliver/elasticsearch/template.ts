import { isJsonObject, type JsonObject } from "../../event.ts";
import ecs from "./templates/ecs.json" with { type: "json" };
import objectPayloads from "./templates/ocsf-object-payloads.json" with { type: "json" };
import ocsf from "./templates/ocsf.json" with { type: "json" };

export type Product = "elasticsearch" | "opensearch";
export type TemplateFormat = "ecs" | "ocsf";
/** Of OCSF events: whether `api.request.data` and `api.response.data` hold JSON text or the object. */
export type Payloads = "text" | "object";

const templates: Readonly<Record<TemplateFormat, JsonObject>> = { ecs, ocsf };

/** The body of `PUT _index_template/…`: a type for each field that the documents of the format have. */
export function templateFor(
  format: TemplateFormat,
  product: Product,
  payloads: Payloads = "text",
): JsonObject {
  const template =
    format === "ocsf" && payloads === "object" ? withObjectPayloads() : templates[format];
  return product === "elasticsearch" ? template : inOpenSearch(template);
}

function withObjectPayloads(): JsonObject {
  const { mappings } = ocsf.template;
  const properties = { ...mappings.properties, api: { properties: objectPayloads } };
  return { ...ocsf, template: { ...ocsf.template, mappings: { ...mappings, properties } } };
}

function inOpenSearch(part: JsonObject): JsonObject {
  switch (part["type"]) {
    case "flattened":
      // Its counterpart has no parameters, and refuses documents with more than 32 KB in one value. A field that may
      // have such values is kept but not indexed: no query finds what is in it.
      return "ignore_above" in part ? { type: "object", enabled: false } : { type: "flat_object" };
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
