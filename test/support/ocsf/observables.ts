import { own, type Attribute, type OcsfSchema, type Shape } from "./schema.ts";
import { isFields, isInForce, type Fields, type Scope } from "./scope.ts";

/** Unknown and other. */
const anyType: readonly unknown[] = [0, 99];

const typeTables = new WeakMap<OcsfSchema, ReadonlyMap<string, string>>();

/** The name of an observable points at an attribute of the event, and its type is one that this attribute has. */
export function checkObservables(event: Fields, eventClass: Shape, scope: Scope): void {
  const observables: unknown = event["observables"];
  if (!Array.isArray(observables)) return;
  for (const [index, observable] of observables.entries())
    if (isFields(observable)) checkObservable(observable, eventClass, index, scope);
}

function checkObservable(
  { name, type_id: typeId }: Fields,
  eventClass: Shape,
  index: number,
  scope: Scope,
): void {
  if (typeof name !== "string") return;
  const types = typesOf(name, eventClass, scope);
  if (types === undefined)
    return scope.report(
      "observable_name_invalid_reference",
      `observables[${index}].name`,
      `${eventClass.name} has no ${name}`,
    );
  if (types.length > 0 && !types.includes(String(typeId)) && !anyType.includes(typeId))
    scope.report(
      "observable_type_incorrect",
      `observables[${index}].type_id`,
      `${name} is of the types ${types.join(", ")}`,
    );
}

/** Nothing if the path, as in `resources.uid`, `resources[].uid` or `resources[0].uid`, leads nowhere. */
function typesOf(path: string, start: Shape, scope: Scope): readonly string[] | undefined {
  let shape: Shape | undefined = start;
  let kinds: readonly string[] = [];
  for (const name of path.replaceAll(/\[\d*\]/g, "").split(".")) {
    const attribute: Attribute | undefined = shape && own(shape.attributes, name);
    if (shape === undefined || attribute === undefined || !isInForce(attribute, scope))
      return undefined;
    kinds = kindsOf(name, attribute, shape, scope.schema);
    shape = objectOf(attribute, scope.schema);
  }
  const types = typesByKind(scope.schema);
  return kinds.flatMap((kind) => types.get(kind) ?? []);
}

/** Kept, for there are many events to a schema. */
function typesByKind(schema: OcsfSchema): ReadonlyMap<string, string> {
  const known = typeTables.get(schema);
  if (known !== undefined) return known;
  const rows = Object.entries(schema.observable_types);
  const table = new Map(rows.map(([id, { kind, source }]) => [`${kind} ${source}`, id]));
  typeTables.set(schema, table);
  return table;
}

function objectOf({ object_type: object }: Attribute, schema: OcsfSchema): Shape | undefined {
  return object === undefined ? undefined : schema.objects[object];
}

/** All that can make an attribute an observable: its name, its name in this object, its type, its type of object. */
function kindsOf(
  name: string,
  { type, object_type: object }: Attribute,
  shape: Shape,
  schema: OcsfSchema,
): readonly string[] {
  const objects = object === undefined ? [] : withParents(object, schema);
  return [
    `Dictionary Attribute ${name}`,
    `Dictionary Type ${type}`,
    ...objects.map((one) => `Object ${one}`),
    ...withParents(shape.name, schema).map((one) => `Object-Specific Attribute ${one}.${name}`),
  ];
}

/** A network endpoint is an endpoint too. */
function withParents(object: string, schema: OcsfSchema): readonly string[] {
  const parent = schema.objects[object]?.extends;
  return parent === undefined ? [object] : [object, ...withParents(parent, schema)];
}
