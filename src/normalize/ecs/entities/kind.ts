import kinds from "./kinds.json" with { type: "json" };

/** Which fields of ECS an entity goes to: `user.*`, `host.*`, `service.*`, or `entity.*` for all others. */
export type Kind = "user" | "host" | "service" | "other";

/** Of roles that belong to a service, and of their sessions. */
export function isServiceLinkedRole(id: string): boolean {
  return id.includes("/AWSServiceRoleFor") || id.includes("/aws-service-role/");
}

/** What the id tells of someone who acts. */
export function kindOfActor(id: string): Kind {
  const resource = resourceTypeOf(id) ?? id;
  return actorResources.get(resource) ?? (resource.startsWith("i-") ? "host" : "other");
}

/** What the id tells of something that is acted on. */
export function kindOfTarget(id: string): Kind {
  const resource = resourceTypeOf(id);
  if (resource === undefined) return kindOfBareId(id);
  if (isServiceLinkedRole(id)) return "service";
  return targetResources.get(resource) ?? (isOfS3(id) ? "service" : "other");
}

/** Ids without an ARN: `AKIA…` of an access key, which is a user's, and `sg-…`. */
function kindOfBareId(id: string): Kind {
  if (id.length === 20 && id.startsWith("AKIA")) return "user";
  const dash = id.indexOf("-");
  return (dash === -1 ? undefined : targetPrefixes.get(id.slice(0, dash))) ?? "other";
}

/** `role` of `arn:aws:iam::111122223333:role/NAME`, `db` of `arn:aws:rds:eu-central-1:111122223333:db:NAME`. */
function resourceTypeOf(id: string): string | undefined {
  if (!id.startsWith("arn:")) return undefined;
  const resource = id.split(":", 6)[5];
  const slash = resource?.indexOf("/") ?? -1;
  return slash === -1 ? resource : resource?.slice(0, slash);
}

/** ARNs of buckets and objects have no resource type. */
function isOfS3(arn: string): boolean {
  return arn.split(":", 3)[2] === "s3";
}

function byName(names: Partial<Record<Kind, readonly string[]>>): ReadonlyMap<string, Kind> {
  const all: readonly Kind[] = ["user", "host", "service"];
  return new Map(
    all.flatMap((kind) => (names[kind] ?? []).map((name): [string, Kind] => [name, kind])),
  );
}

const actorResources = byName(kinds.actorResources);
const targetResources = byName(kinds.targetResources);
const targetPrefixes = byName(kinds.targetPrefixes);
