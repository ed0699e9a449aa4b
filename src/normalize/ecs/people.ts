import type { JsonObject } from "../../event.ts";
import type { Identity } from "../identity.ts";
import { objectOf } from "../value.ts";
import type { Entities } from "./entities/entities.ts";
import { present } from "./present.ts";
import { keyword } from "./scalar.ts";

/**
 * `user`: who did it, and to which user. The names in the parameters are taken of any service: with RDS and Cognito
 * they are users of a database or of a pool.
 */
export function userOf(record: JsonObject, who: Identity, entities: Entities | undefined): unknown {
  const actor = entities?.user;
  return present({
    id: who.id,
    name: who.name,
    email: who.email,
    entity: actor?.entity,
    target: targetOf(record, actor?.target?.entity),
    changes: changesOf(record),
  });
}

function targetOf(record: JsonObject, entity: unknown): unknown {
  const request = objectOf(record["requestParameters"]);
  const made = objectOf(objectOf(record["responseElements"])?.["user"]);
  return present({ name: keyword(request?.["userName"]), id: keyword(made?.["userId"]), entity });
}

function changesOf(record: JsonObject): unknown {
  const name = keyword(objectOf(record["requestParameters"])?.["newUserName"]);
  return name === undefined ? undefined : { name };
}

/** `group`, of any service too: EC2 names its security groups so. */
export function groupOf(record: JsonObject): unknown {
  const request = objectOf(record["requestParameters"]);
  const made = objectOf(objectOf(record["responseElements"])?.["group"]);
  return present({ name: keyword(request?.["groupName"]), id: keyword(made?.["groupId"]) });
}
