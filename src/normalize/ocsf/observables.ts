import type { Actor, Observable } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import type { Parts } from "./parts.ts";

/** What of an event can be looked for in others, named by the path of its attribute, without an index in lists. */
export function observablesOf(
  parts: Parts,
  { hasAllObservables }: Dialect,
): readonly Observable[] | undefined {
  const { actor, source, specifics } = parts;
  const found: Observable[] = [];
  add(found, "src_endpoint.ip", ipAddress, source?.ip);
  add(found, "src_endpoint.domain", host, source?.domain);
  add(found, "dst_endpoint.hostname", host, parts.destination?.hostname);
  add(found, "actor.user.name", userName, actor?.user?.name);
  add(found, "user.name", userName, specifics.user?.name);
  if (hasAllObservables) addFine(found, parts);
  return found.length === 0 ? undefined : found;
}

interface Kind {
  readonly id: number;
  readonly caption: string;
}

const host: Kind = { id: 1, caption: "Hostname" };
const ipAddress: Kind = { id: 2, caption: "IP Address" };
const userName: Kind = { id: 4, caption: "User Name" };
const resourceId: Kind = { id: 10, caption: "Resource UID" };
const userAgent: Kind = { id: 16, caption: "HTTP User-Agent" };
const credentialId: Kind = { id: 19, caption: "User Credential ID" };
const userId: Kind = { id: 31, caption: "User Object: uid" };
const accountId: Kind = { id: 35, caption: "Account Object: uid" };
const roleName: Kind = { id: 49, caption: "IAM Role Object: name" };
const roleId: Kind = { id: 50, caption: "IAM Role Object: uid" };

function addFine(found: Observable[], parts: Parts): void {
  const { cloud, http, resources, specifics } = parts;
  if (parts.actor !== undefined) addActor(found, parts.actor);
  add(found, "user.uid", userId, specifics.user?.uid);
  add(found, "cloud.account.uid", accountId, cloud.account?.uid);
  add(found, "http_request.user_agent", userAgent, http?.user_agent);
  let last: string | undefined;
  for (const { uid } of resources ?? []) {
    if (uid !== last) add(found, "resources.uid", resourceId, uid);
    last = uid;
  }
}

function addActor(found: Observable[], { user, session, iam_role: role }: Actor): void {
  add(found, "actor.user.uid", userId, user?.uid);
  add(found, "actor.session.credential_uid", credentialId, session?.credential_uid);
  add(found, "actor.iam_role.name", roleName, role?.name);
  add(found, "actor.iam_role.uid", roleId, role?.uid);
}

function add(
  found: Observable[],
  name: string,
  { id, caption }: Kind,
  value: string | undefined,
): void {
  if (value !== undefined && !isPlaceholder(value))
    found.push({ name, type: caption, type_id: id, value });
}

/** They would join what has nothing in common. */
function isPlaceholder(value: string): boolean {
  return value === "Unknown" || value === "HIDDEN_DUE_TO_SECURITY_REASONS";
}
