import { own, type Attribute } from "./schema.ts";
import type { Scope } from "./scope.ts";

/** OCSF's types without a super type. JSON has one kind of number, so a float that is written without a fraction passes. */
const isOfBaseType: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean_t: (value) => typeof value === "boolean",
  integer_t: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  long_t: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63,
  float_t: (value) => Number.isFinite(value),
  string_t: (value) => typeof value === "string",
  json_t: () => true,
};

/** The schema has no pattern for these. */
const loosePatterns: Readonly<Record<string, string>> = { url_t: String.raw`^\S+$` };

const compiled = new Map<string, RegExp>();

/** Checks a value that is no object and no array. */
export function checkScalar(
  value: unknown,
  attribute: Attribute,
  path: string,
  scope: Scope,
): void {
  const types = withSuperTypes(attribute.type, scope);
  const base = types.at(-1) ?? attribute.type;
  const isOfType = own(isOfBaseType, base);
  if (isOfType === undefined) throw new Error(`The validator does not know the type ${base}`);
  if (!isOfType(value))
    return scope.report("attribute_wrong_type", path, `It is no ${attribute.type}`);
  for (const type of types) checkBounds(value, type, path, scope);
  checkEnum(value, attribute, path, scope);
}

/** From the type itself to the one without a super type. */
function withSuperTypes(type: string, scope: Scope): readonly string[] {
  const parent = scope.schema.types[type]?.type;
  return parent === undefined ? [type] : [type, ...withSuperTypes(parent, scope)];
}

function checkBounds(value: unknown, type: string, path: string, scope: Scope): void {
  if (typeof value === "string") checkText(value, type, path, scope);
  const range = scope.schema.types[type]?.range;
  if (typeof value === "number" && range !== undefined && (value < range[0] || value > range[1]))
    scope.report("attribute_value_exceeds_range", path, `It is not in ${range.join(" to ")}`);
}

function checkText(text: string, type: string, path: string, scope: Scope): void {
  const { regex = loosePatterns[type], max_len: length } = scope.schema.types[type] ?? {};
  if (regex !== undefined && !pattern(regex).test(text))
    scope.report("attribute_value_regex_not_matched", path, `It does not look like a ${type}`);
  if (length !== undefined && text.length > length)
    scope.report("attribute_value_exceeds_max_len", path, `It is longer than ${length}`);
}

function pattern(source: string): RegExp {
  const known = compiled.get(source) ?? new RegExp(source);
  compiled.set(source, known);
  return known;
}

function checkEnum(value: unknown, attribute: Attribute, path: string, scope: Scope): void {
  if (attribute.enum === undefined || Object.hasOwn(attribute.enum, String(value))) return;
  const rule = attribute.is_array
    ? "attribute_enum_array_value_unknown"
    : "attribute_enum_value_unknown";
  scope.report(rule, path, `${String(value)} is none of its values`);
}
