import { isCategory, type Category } from "./event-type.ts";
import table from "./services.json" with { type: "json" };

/** What an action is about. */
export interface Subject {
  readonly category: Category;
  /** What it is in the category `iam`, whose events ECS tells apart by it: `user`, `group`, or `admin` for all else. */
  readonly kind: string | undefined;
  /** Parts of a user or role are changes of it, even where they are created and deleted. */
  readonly isPart: boolean;
}

interface Row {
  readonly words: readonly string[] | undefined;
  readonly subject: Subject;
}

const unknownSubject: Subject = { category: "api", kind: undefined, isPart: false };

const rowsOf = new Map<string, Row[]>();
for (const { services, words, category, kind, part } of table.subjects) {
  if (!isCategory(category)) throw new Error(`services.json has the unknown category ${category}`);
  const row = { words, subject: { category, kind, isPart: part ?? false } };
  for (const service of services) rowsOf.set(service, [...(rowsOf.get(service) ?? []), row]);
}

const prefixes = new Map(Object.entries(table.prefixes));

/** The service as IAM policies call it: `cloudwatch` for the event source `monitoring.amazonaws.com`. */
export function prefixOf(eventSource: string): string {
  const end = eventSource.indexOf(".amazonaws.com");
  const host = end === -1 ? eventSource : eventSource.slice(0, end);
  return prefixes.get(host) ?? host;
}

/** The first row of the service whose words the name of the action has one of. */
export function subjectOf(service: string, action: string): Subject {
  const row = rowsOf
    .get(service)
    ?.find(({ words }) => words === undefined || words.some((word) => action.includes(word)));
  return row?.subject ?? unknownSubject;
}
