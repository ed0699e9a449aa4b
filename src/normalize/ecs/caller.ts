import { isJsonObject, type JsonObject, type TrailRecord } from "../../event.ts";
import { sessionTime } from "../dates.ts";
import { flat } from "../flat.ts";
import { identityOf } from "../identity.ts";
import type { Identity } from "../identity.ts";
import { append, closed, opened, printed } from "../json-text.ts";
import { memo } from "../memo.ts";
import { distinct } from "./distinct.ts";
import { userIdentityOf } from "./user-identity.ts";

/** All that a document says of `userIdentity` alone. JSON text, unless told otherwise. */
export interface Caller {
  /** Begins `user`; not closed. */
  readonly user: string;
  /** `cloud.account`, where the identity tells. */
  readonly account: string | undefined;
  /** `aws.cloudtrail.user_identity` */
  readonly userIdentity: string | undefined;
  /** `related.user`, where the call names no one else. */
  readonly related: string | undefined;
  /** The parts of `related.user` as they are: what the call names stands between them. */
  readonly session: readonly (string | undefined)[];
  readonly names: readonly (string | undefined)[];
  /** What is wrong with the time of the session; no JSON. */
  readonly problem: string | undefined;
}

/** Calls come in runs, and a session calls for hours: few identities are new. */
export function callerOf(record: TrailRecord, fields: JsonObject): Caller {
  const source = record.source("userIdentity") ?? "null";
  return isNamedBeside(fields) ? described(fields) : remembered(source);
}

/** IAM Identity Center tells the name of who signs in beside the identity. */
function isNamedBeside(fields: JsonObject): boolean {
  return fields["eventName"] === "UserAuthentication";
}

/** An identity takes about 2 KB with what is made of it, and can't take more than 10. */
const capacity = 2000;
const longest = 2048;

const remembered = memo(
  capacity,
  (source) => {
    const userIdentity: unknown = JSON.parse(source);
    return described(isJsonObject(userIdentity) ? { userIdentity } : {});
  },
  longest,
);

function described(fields: JsonObject): Caller {
  const who = identityOf(fields);
  const { time, problem } = sessionTime(fields);
  const session = [who.sessionName, localPart(who.sessionName)];
  const names = [who.id, who.name, who.onBehalfOf];
  return {
    user: flat(userText(who)),
    account: flatText(accountText(who.accountId)),
    userIdentity: printed(userIdentityOf(fields, time)),
    related: printed(distinct([...session, ...names])),
    session,
    names,
    problem,
  };
}

function userText({ id, name, email }: Identity): string {
  let user = append(opened, ',"id":', printed(id));
  user = append(user, ',"name":', printed(name));
  return append(user, ',"email":', printed(email));
}

/** `cloud.account` */
export function accountText(id: string | undefined): string | undefined {
  return closed(append(opened, ',"id":', printed(id)));
}

function flatText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : flat(text);
}

function localPart(name: string | undefined): string | undefined {
  const at = name?.indexOf("@") ?? -1;
  return at > 0 ? name?.slice(0, at) : undefined;
}
