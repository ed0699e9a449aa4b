import type { TrailRecord } from "../../event.ts";
import type { Members } from "../../record/excerpt.ts";
import { sessionTime } from "../dates.ts";
import { flat } from "../flat.ts";
import { identityOf } from "../identity.ts";
import type { Identity } from "../identity.ts";
import { append, closed, opened, printed } from "../json-text.ts";
import { sourceOf } from "../network.ts";
import { commonCallerMembers } from "../members.ts";
import { createTemplates } from "../templates.ts";
import { distinct } from "./distinct.ts";
import { hostNameOf } from "./hosts.ts";
import { userIdentityOf } from "./user-identity.ts";

/** All that a document says of who calls, from where and with what program, whatever is called. JSON text, unless told otherwise. */
export interface Caller {
  /** Begins `user`; not closed. */
  readonly user: string;
  /** `cloud.account`, where the identity tells. */
  readonly account: string | undefined;
  /** Begins `source`; not closed. */
  readonly source: string;
  /** The address, where it is one; no JSON. */
  readonly ip: string | undefined;
  /** `user_agent` */
  readonly userAgent: string | undefined;
  /** `aws.cloudtrail.user_identity` */
  readonly userIdentity: string | undefined;
  /** Begins `related` with `user` and `ip`, where the call names no one else; not closed. */
  readonly related: string;
  /** The parts of `related.user` as they are: what the call names stands between them. */
  readonly session: readonly (string | undefined)[];
  readonly names: readonly (string | undefined)[];
  /** The name of the host that called, as part of `related.hosts`; no JSON. */
  readonly host: string | undefined;
  /** What is wrong with the time of the session; no JSON. */
  readonly problem: string | undefined;
}

/** Callers come in runs, and a session calls for hours. With what is made of them they take four times the space. */
const capacity = 2 ** 20;

export function createCallerOf(
  userAgentText: (record: Members) => string | undefined,
): (record: TrailRecord) => Caller {
  const described = (record: Members) => describe(record, userAgentText(record));
  const remembered = createTemplates(commonCallerMembers, described, { capacity });
  return (record) => (isNamedBeside(record) ? described(record) : remembered(record));
}

/** IAM Identity Center tells the name of who signs in beside the identity. */
function isNamedBeside({ fields }: TrailRecord): boolean {
  return fields?.["eventName"] === "UserAuthentication";
}

function describe(record: Members, userAgent: string | undefined): Caller {
  const fields = record.fields ?? {};
  const who = identityOf(fields);
  const { address, ip } = sourceOf(fields);
  const { time, problem } = sessionTime(fields);
  const session = [who.sessionName, localPart(who.sessionName)];
  const names = [who.id, who.name, who.onBehalfOf];
  const users = append(opened, ',"user":', printed(distinct([...session, ...names])));
  return {
    user: flat(userText(who)),
    account: accountText(who.accountId),
    source: flat(sourceText(address, ip)),
    ip,
    userAgent,
    userIdentity: printed(userIdentityOf(fields, time)),
    related: flat(append(users, ',"ip":', ip && `["${ip}"]`)),
    session,
    names,
    host: ip === undefined ? hostNameOf(address) : undefined,
    problem,
  };
}

function userText({ id, name, email }: Identity): string {
  let user = append(opened, ',"id":', printed(id));
  user = append(user, ',"name":', printed(name));
  return append(user, ',"email":', printed(email));
}

function sourceText(address: string | undefined, ip: string | undefined): string {
  return append(append(opened, ',"address":', printed(address)), ',"ip":', printed(ip));
}

/** `cloud.account` */
export function accountText(id: string | undefined): string | undefined {
  const account = closed(append(opened, ',"id":', printed(id)));
  return account && flat(account);
}

function localPart(name: string | undefined): string | undefined {
  const at = name?.indexOf("@") ?? -1;
  return at > 0 ? name?.slice(0, at) : undefined;
}
