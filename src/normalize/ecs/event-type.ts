/** The values of `event.type` that say what an action does to its subject. */
export type EventType = "access" | "change" | "creation" | "deletion" | "end" | "info" | "start";

export type Category =
  | "api"
  | "authentication"
  | "configuration"
  | "database"
  | "email"
  | "file"
  | "host"
  | "iam"
  | "network"
  | "process"
  | "session";

/** Those of the types that ECS expects in each category, and that mean there what an action on a cloud resource does. */
export const expectedTypes: Readonly<Record<Category, readonly EventType[]>> = {
  api: ["access", "change", "creation", "deletion", "end", "info", "start"],
  authentication: ["end", "info", "start"],
  configuration: ["access", "change", "creation", "deletion", "info"],
  database: ["access", "change", "info"],
  email: ["info"],
  file: ["access", "change", "creation", "deletion", "info"],
  host: ["access", "change", "end", "info", "start"],
  iam: ["change", "creation", "deletion", "info"],
  network: ["access", "info"],
  process: ["access", "change", "end", "info", "start"],
  session: ["end", "info", "start"],
};

/**
 * Where an action is filed whose effect its own category has no type for. ECS describes traffic, sign-ins and sessions
 * with these categories, not the setting up of what carries them.
 */
const substitutes: Readonly<Partial<Record<Category, Category>>> = {
  authentication: "iam",
  email: "configuration",
  network: "configuration",
  session: "configuration",
};

/** The category, or its substitute, with the first of the types it has. The types end with one that either of them has. */
export function fitted(
  category: Category,
  types: readonly EventType[],
): { readonly category: Category; readonly type: EventType } {
  const type = firstExpected(category, types);
  if (type !== undefined) return { category, type };
  const substitute = substitutes[category] ?? "api";
  return { category: substitute, type: firstExpected(substitute, types) ?? "info" };
}

function firstExpected(category: Category, types: readonly EventType[]): EventType | undefined {
  return types.find((type) => expectedTypes[category].includes(type));
}

export function isCategory(name: string): name is Category {
  return Object.hasOwn(expectedTypes, name);
}

export function isEventType(name: string): name is EventType {
  return expectedTypes.api.some((type) => type === name);
}
