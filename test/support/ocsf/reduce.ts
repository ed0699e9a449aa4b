import { compiledSchema, type OcsfSchema, type Shape } from "./schema.ts";

/** The classes that a normalized CloudTrail event can have, in one version or another, and the one we may come to. */
const emitted = new Set([2004, 3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 6003]);

/** A compiled schema with nothing but the emitted classes, the objects they reach, and what the validator reads of both. */
export function reduceSchema(full: unknown): OcsfSchema {
  const schema = compiledSchema.parse(full);
  const classes = Object.entries(schema.classes).filter(([, { uid }]) => emitted.has(uid));
  const reached = reachedFrom(
    classes.map(([, eventClass]) => eventClass),
    schema.objects,
  );
  const objects = Object.entries(schema.objects).filter(([name]) => reached.has(name));
  return {
    ...schema,
    classes: Object.fromEntries(classes),
    objects: Object.fromEntries(objects),
  };
}

function reachedFrom(start: readonly Shape[], objects: OcsfSchema["objects"]): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...start];
  for (let shape = open.pop(); shape !== undefined; shape = open.pop()) {
    for (const { object_type: name } of Object.values(shape.attributes)) {
      if (name === undefined || reached.has(name)) continue;
      const object = objects[name];
      if (object === undefined) throw new Error(`${shape.name} refers to ${name}, which is absent`);
      reached.add(name);
      open.push(object);
    }
  }
  return reached;
}
