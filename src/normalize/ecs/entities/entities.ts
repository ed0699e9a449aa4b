/**
 * Who acted on what, as Elastic's option "actor and target mapping" tells it. Every list is sorted and free of
 * repeats, as it is there: what is listed has no order of its own.
 */
import type { JsonObject } from "../../../event.ts";
import { actorOf } from "./actor.ts";
import type { Actor } from "./actor.ts";
import { kindOfTarget } from "./kind.ts";
import type { Kind } from "./kind.ts";
import { relatedOf } from "./related.ts";
import { targetsOf } from "./targets.ts";

/** Parts of the document under the names that they have there; `user`, `host` and `service` have other fields as well. */
export interface Entities {
  readonly actor: Holder | undefined;
  readonly target: Holder | undefined;
  readonly user: Involved | undefined;
  readonly host: InvolvedHost | undefined;
  readonly service: Involved | undefined;
  /** Actors and targets of no other kind. */
  readonly entity: { readonly id: Ids | undefined; readonly target: Named | undefined } | undefined;
  /** `related.entity`. */
  readonly relatedEntity: Ids | undefined;
}

/** The actor, if it is of one kind, and the targets of that kind. */
interface Involved {
  readonly entity: Named | undefined;
  readonly target: Holder | undefined;
}

interface InvolvedHost extends Involved {
  /** `id` has the targets whose id is one of EC2, without an ARN. */
  readonly target: (Holder & { readonly id: Ids | undefined }) | undefined;
}

interface Holder {
  readonly entity: Named;
}

interface Named {
  readonly id: Ids;
}

type Ids = readonly string[];

/** Undefined where the record names no one and nothing. */
export function entitiesOf(record: JsonObject): Entities | undefined {
  const actor = actorOf(record);
  const targets = distinct(targetsOf(record));
  const related = distinct([...relatedOf(record), ...targets]);
  if (actor === undefined && related.length === 0) return undefined;
  const { user, host, service, other } = targets.length === 0 ? noTargets : byKind(targets);
  return {
    actor: actor && { entity: { id: [actor.id] } },
    target: holder(targets),
    user: involved(actorOfKind(actor, "user"), holder(user)),
    host: involved(actorOfKind(actor, "host"), hostTarget(host)),
    service: involved(actorOfKind(actor, "service"), holder(service)),
    entity: otherEntity(actorOfKind(actor, "other"), named(other)),
    relatedEntity: named(related)?.id,
  };
}

function distinct(ids: Ids): Ids {
  return ids.length === 0 ? none : [...new Set(ids)].sort();
}

const none: Ids = [];

function byKind(targets: Ids): Record<Kind, Ids> {
  const kinds: Record<Kind, string[]> = { user: [], host: [], service: [], other: [] };
  for (const target of targets) kinds[kindOfTarget(target)].push(target);
  return kinds;
}

const noTargets: Record<Kind, Ids> = { user: none, host: none, service: none, other: none };

function actorOfKind(actor: Actor | undefined, kind: Kind): Named | undefined {
  return actor?.kind === kind ? { id: [actor.kindId] } : undefined;
}

function named(ids: Ids): Named | undefined {
  return ids.length === 0 ? undefined : { id: ids };
}

function holder(ids: Ids): Holder | undefined {
  return ids.length === 0 ? undefined : { entity: { id: ids } };
}

function hostTarget(ids: Ids): InvolvedHost["target"] {
  if (ids.length === 0) return undefined;
  return { id: named(ids.filter((id) => id.startsWith("i-")))?.id, entity: { id: ids } };
}

function involved<Target>(
  entity: Named | undefined,
  target: Target | undefined,
): { readonly entity: Named | undefined; readonly target: Target | undefined } | undefined {
  return entity === undefined && target === undefined ? undefined : { entity, target };
}

function otherEntity(actor: Named | undefined, target: Named | undefined): Entities["entity"] {
  return actor === undefined && target === undefined ? undefined : { id: actor?.id, target };
}
