import verbs from "./verbs.json" with { type: "json" };

/** Activities of the class API Activity. */
export const activity = {
  unknown: 0,
  create: 1,
  read: 2,
  update: 3,
  delete: 4,
  other: 99,
} as const;

const activities = new Map<string, number>([
  ...verbs.create.map((verb) => [verb, activity.create] as const),
  ...verbs.read.map((verb) => [verb, activity.read] as const),
  ...verbs.update.map((verb) => [verb, activity.update] as const),
  ...verbs.delete.map((verb) => [verb, activity.delete] as const),
]);

/** `BatchGetItem` gets. */
const transparent = new Set(verbs.transparent_prefixes);

const word = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;

/** What a call does, by the first word of its name; `other` where that is no known verb. */
export function activityOf(operation: string): number {
  const [first = "", second = ""] = operation.slice(0, 256).match(word) ?? [];
  const verb = capitalized(first);
  const inner = transparent.has(verb) ? activities.get(capitalized(second)) : undefined;
  return inner ?? activities.get(verb) ?? activity.other;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
