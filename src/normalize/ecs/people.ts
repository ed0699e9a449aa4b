import type { JsonObject } from "../../event.ts";
import { append, closed, opened, printed } from "../json-text.ts";
import { objectOf } from "../value.ts";
import type { Caller } from "./caller.ts";
import type { Entities } from "./entities/entities.ts";
import { keyword } from "./scalar.ts";

/**
 * `user`: who did it, and to which user. The names in the parameters are taken of any service: with RDS and Cognito
 * they are users of a database or of a pool.
 */
export function userText(
  fields: JsonObject,
  caller: Caller,
  entities: Entities | undefined,
): string | undefined {
  const actor = entities?.user;
  let user = append(caller.user, ',"entity":', printed(actor?.entity));
  user = append(user, ',"target":', targetText(fields, actor?.target?.entity));
  user = append(user, ',"changes":', changesText(fields));
  return closed(user);
}

function targetText(fields: JsonObject, entity: unknown): string | undefined {
  const request = objectOf(fields["requestParameters"]);
  const made = objectOf(objectOf(fields["responseElements"])?.["user"]);
  let target = append(opened, ',"name":', printed(keyword(request?.["userName"])));
  target = append(target, ',"id":', printed(keyword(made?.["userId"])));
  target = append(target, ',"entity":', printed(entity));
  return closed(target);
}

function changesText(fields: JsonObject): string | undefined {
  const name = keyword(objectOf(fields["requestParameters"])?.["newUserName"]);
  return closed(append(opened, ',"name":', printed(name)));
}

/** `group`, of any service too: EC2 names its security groups so. */
export function groupText(fields: JsonObject): string | undefined {
  const request = objectOf(fields["requestParameters"]);
  const made = objectOf(objectOf(fields["responseElements"])?.["group"]);
  const group = append(opened, ',"name":', printed(keyword(request?.["groupName"])));
  return closed(append(group, ',"id":', printed(keyword(made?.["groupId"]))));
}
