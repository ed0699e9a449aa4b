import { isJsonObject, type JsonObject } from "../../../event.ts";
import { isAtLeast, type Server, type Version } from "./server.ts";

/** The oldest one that has every type of field of the templates. */
export const oldestElasticsearch: Version = { major: 7, minor: 17 };

interface Newcomer {
  readonly since: Version;
  readonly before: JsonObject;
}

/** Types that OpenSearch got in the course of time, and what takes any document before. */
const newcomers: Readonly<Record<string, Newcomer>> = {
  flat_object: { since: { major: 2, minor: 7 }, before: { type: "object", enabled: false } },
  match_only_text: { since: { major: 2, minor: 12 }, before: { type: "text" } },
  wildcard: {
    since: { major: 2, minor: 15 },
    before: { type: "keyword", ignore_above: 8191 },
  },
};

/** The mappings with the types that a server of this version knows. */
export function inVersion(part: JsonObject, server: Server): JsonObject {
  if (server.product === "elasticsearch") return part;
  const { type, fields } = part;
  const newcomer = typeof type === "string" ? newcomers[type] : undefined;
  if (newcomer === undefined || isAtLeast(server.version, newcomer.since))
    return inside(part, server);
  if (!isJsonObject(fields)) return newcomer.before;
  return { ...newcomer.before, fields: inside(fields, server) };
}

function inside(part: JsonObject, server: Server): JsonObject {
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      isJsonObject(value) ? inVersion(value, server) : value,
    ]),
  );
}
