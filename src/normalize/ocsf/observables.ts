import { quoted } from "../json-text.ts";
import type { Actor } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import type { Parts } from "./parts.ts";
import { listed } from "./written.ts";

/**
 * What of an event can be looked for in others, named by the path of its attribute, without an index in lists: JSON text
 * of a list. Parts that come again bring the text of theirs.
 */
export function observablesText(parts: Parts, { hasAllObservables }: Dialect): string | undefined {
  const { actor, destination, source, specifics } = parts;
  const { user } = specifics;
  let found = listed(of(source), of(destination));
  found = listed(found, actor?.nameObservable ?? "");
  if (user !== undefined) found = listed(found, userName(user.name));
  if (hasAllObservables) found = listed(found, fineObservables(parts));
  return found === "" ? undefined : `[${found}]`;
}

function fineObservables({ actor, agent, cloud, resources, specifics }: Parts): string {
  const { user } = specifics;
  let found = of(actor);
  if (user !== undefined) found = listed(found, userId(user.uid));
  found = listed(found, cloud.observables);
  found = listed(found, of(agent));
  return listed(found, of(resources));
}

function of(part: { readonly observables: string } | undefined): string {
  return part?.observables ?? "";
}

export const sourceAddress = observable("src_endpoint.ip", "IP Address", 2);
export const sourceDomain = observable("src_endpoint.domain", "Hostname", 1);
export const destinationHost = observable("dst_endpoint.hostname", "Hostname", 1);
export const actorName = observable("actor.user.name", "User Name", 4);
export const cloudAccount = observable("cloud.account.uid", "Account Object: uid", 35);
const userName = observable("user.name", "User Name", 4);
const userId = observable("user.uid", "User Object: uid", 31);

const actorId = observable("actor.user.uid", "User Object: uid", 31);
const credentialId = observable("actor.session.credential_uid", "User Credential ID", 19);
const roleName = observable("actor.iam_role.name", "IAM Role Object: name", 49);
const roleId = observable("actor.iam_role.uid", "IAM Role Object: uid", 50);

/** But for the name, which every version knows. */
export function actorObservables({ user, session, iam_role: role }: Actor): string {
  const ofUser = listed(actorId(user?.uid), credentialId(session?.credential_uid));
  return listed(ofUser, listed(roleName(role?.name), roleId(role?.uid)));
}

const agentStart = startOf("http_request.user_agent", "HTTP User-Agent", 16);
const resourceStart = startOf("resources.uid", "Resource UID", 10);

/** `value` is JSON text here and below: it stands elsewhere in the event as well. */
export function userAgentObservable(value: string): string {
  return isPlaceholder(value.slice(1, -1)) ? "" : `${agentStart}${value}}`;
}

export function resourceObservable(value: string): string {
  return isPlaceholder(value.slice(1, -1)) ? "" : `${resourceStart}${value}}`;
}

function observable(
  name: string,
  type: string,
  typeId: number,
): (value: string | undefined) => string {
  const start = startOf(name, type, typeId);
  return (value) =>
    value === undefined || isPlaceholder(value) ? "" : `${start}${quoted(value)}}`;
}

function startOf(name: string, type: string, typeId: number): string {
  return `${JSON.stringify({ name, type, type_id: typeId }).slice(0, -1)},"value":`;
}

/** They would join what has nothing in common. */
function isPlaceholder(value: string): boolean {
  return value === "Unknown" || value === "HIDDEN_DUE_TO_SECURITY_REASONS";
}
