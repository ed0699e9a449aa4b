import { accessOf } from "./access-levels.ts";
import rows from "./actions.json" with { type: "json" };
import { fitted } from "./event-type.ts";
import { prefixOf, subjectOf, type Subject } from "./services.ts";
import { changing, isReading, reading, using, type Effect } from "./verbs.ts";

/** Values of `event.category`, absent where nothing is known of the action, and of `event.type`. */
export interface Categorization {
  readonly category?: readonly string[];
  readonly types: readonly string[];
}

/** What an action is, in each of the ways that a record can tell of it. Shared by all documents. */
export interface Derivation {
  readonly management: Categorization;
  readonly data: Categorization;
  /** For the records that say they are not read-only; present where the action itself doesn't tell. */
  readonly writing: Categorization | undefined;
}

/** The rows of `actions.json`, by service and action: what neither the name nor the access level tells. */
const special = new Map<string, Derivation>(
  rows.flatMap(({ services, category, types, actions }) => {
    const derivation = always({ category, types });
    return services.flatMap((service) =>
      actions.map((action) => [`${service}:${action}`, derivation] as const),
    );
  }),
);

/** Category and type of an action from its service, its access level and its name, any of which may be unknown or empty. */
export function derive(eventSource: string, eventName: string): Derivation {
  const service = prefixOf(eventSource);
  const action = unversioned(eventName);
  const row = special.get(`${service}:${action}`);
  if (row !== undefined) return row;
  const subject = subjectOf(service, action);
  const { effect, permits } = accessOf(service, action);
  if (permits && subject.category !== "iam") return always(permission(subject));
  return {
    management: ofSubject(subject, effect ?? reading),
    data: ofSubject(subject, inDataPlane(effect ?? reading, action)),
    writing: effect === undefined && action !== "" ? ofSubject(subject, changing) : undefined,
  };
}

/** Who may do what is a matter of `iam`, whatever it is about: a bucket's policy is also one of files. */
function permission(subject: Subject): Categorization {
  const { category, type } = fitted(subject.category, changing);
  return { category: [category, "iam"], types: [type] };
}

function ofSubject({ category, kind, isPart }: Subject, effect: Effect): Categorization {
  const isRead = isReading(effect);
  const fit = fitted(category, isPart && !isRead ? changing : effect);
  const named = fit.category === "iam" && (kind !== "admin" || !isRead) ? kind : undefined;
  return { category: [fit.category], types: named === undefined ? [fit.type] : [named, fit.type] };
}

/** What is read there is the customers' data; to list it is not yet to read it. */
function inDataPlane(effect: Effect, action: string): Effect {
  return effect[0] === "info" && !/^(?:List|Head|$)/.test(action) ? using : effect;
}

/** Some services add the version of their API: `ListFunctions20150331`, `GetFunction20150331v2`, `GetDistribution2020_05_31`. */
function unversioned(eventName: string): string {
  return eventName.replace(/(?:\d{8}|\d{4}_\d{2}_\d{2})(?:v\d+)?$/, "");
}

function always(categorization: Categorization): Derivation {
  return { management: categorization, data: categorization, writing: undefined };
}
