import { checkScalar } from "./scalar.ts";
import { own, type Attribute, type Shape } from "./schema.ts";
import { isAbsent, isFields, isInForce, type Fields, type Scope } from "./scope.ts";
import { checkSiblings } from "./siblings.ts";

interface Outline {
  readonly names: readonly string[];
  readonly required: readonly string[];
}

const outlines = new WeakMap<Shape, Outline>();

/** Checks an event against its class, or an object against its type, with all that is inside. `at` is empty for an event. */
export function checkShape(fields: Fields, shape: Shape, at: string, scope: Scope): void {
  if (shape["@deprecated"] !== undefined) {
    const rule = at === "" ? "class_deprecated" : "object_deprecated";
    scope.report(rule, at, `${shape.name} is deprecated since ${shape["@deprecated"]}`);
  }
  const { names, required } = outlineOf(shape);
  if (names.length === 0) return;
  for (const name of required)
    if (isAbsent(own(fields, name))) reportMissing(name, shape, at, scope);
  checkConstraints(fields, shape, at, scope);
  checkSiblings(fields, shape, at, scope);
  for (const [name, value] of Object.entries(fields)) {
    const path = joined(at, name);
    const attribute = knownAttribute(name, shape, path, scope);
    if (attribute !== undefined && !isAbsent(value)) checkAttribute(value, attribute, path, scope);
  }
}

/** A shape without names, `unmapped`'s type, takes anything. Kept, for there are many events to a schema. */
function outlineOf(shape: Shape): Outline {
  const known = outlines.get(shape);
  if (known !== undefined) return known;
  const names = Object.keys(shape.attributes);
  const required = names.filter((name) => shape.attributes[name]?.requirement === "required");
  outlines.set(shape, { names, required });
  return { names, required };
}

function reportMissing(name: string, shape: Shape, at: string, scope: Scope): void {
  const attribute = shape.attributes[name];
  if (attribute !== undefined && isInForce(attribute, scope))
    scope.report("attribute_required_missing", joined(at, name), `${shape.name} requires it`);
}

/** Counts keys, as the reference does: a null fulfils a constraint. */
function checkConstraints(fields: Fields, shape: Shape, at: string, scope: Scope): void {
  const { at_least_one: some, just_one: one } = shape.constraints ?? {};
  const present = (name: string) => own(fields, name) !== undefined;
  if (some !== undefined && !some.some(present))
    scope.report("constraint_failed", at, `${shape.name} needs at least one of ${some.join(", ")}`);
  if (one !== undefined && one.filter(present).length !== 1)
    scope.report("constraint_failed", at, `${shape.name} needs just one of ${one.join(", ")}`);
}

function knownAttribute(
  name: string,
  shape: Shape,
  path: string,
  scope: Scope,
): Attribute | undefined {
  const attribute = own(shape.attributes, name);
  if (attribute === undefined) {
    scope.report("attribute_unknown", path, `${shape.name} has no such attribute`);
    return undefined;
  }
  if (!isInForce(attribute, scope)) {
    const profiles = attribute.profiles?.join(" or ");
    scope.report("attribute_profile_undeclared", path, `It needs the profile ${profiles}`);
    return undefined;
  }
  return attribute;
}

function checkAttribute(value: unknown, attribute: Attribute, path: string, scope: Scope): void {
  const since = attribute["@deprecated"];
  if (since !== undefined)
    scope.report("attribute_deprecated", path, `It is deprecated since ${since}`);
  if (attribute.is_array !== true) return checkValue(value, attribute, path, scope);
  if (!Array.isArray(value))
    return scope.report("attribute_wrong_type", path, "It is not an array");
  for (const [index, item] of value.entries())
    checkValue(item, attribute, `${path}[${index}]`, scope);
}

function checkValue(value: unknown, attribute: Attribute, path: string, scope: Scope): void {
  if (attribute.object_type === undefined) return checkScalar(value, attribute, path, scope);
  if (!isFields(value))
    return scope.report("attribute_wrong_type", path, `It is no object ${attribute.object_type}`);
  const shape = scope.schema.objects[attribute.object_type];
  if (shape === undefined) throw new Error(`The schema has no object ${attribute.object_type}`);
  checkShape(value, shape, path, scope);
}

function joined(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}
