import type { JsonObject, JsonValue, TrailRecord } from "../../../event.ts";
import { isJsonObject } from "../../../event.ts";
import { isBlank, objectOf } from "../../value.ts";
import { keyHash } from "./hash.ts";
import { payloadIn, payloadOf } from "./payload.ts";
import type { Payload } from "./payload.ts";

/** The payloads that records of calls have. */
export interface RecordPayloads {
  readonly request: Payload;
  readonly response: Payload;
  readonly additional: Payload;
  readonly details: Payload;
}

export function payloadsOf(record: TrailRecord, fields: JsonObject): RecordPayloads {
  const name = fields["eventName"];
  const eventName = keyHash(typeof name === "string" ? name : "");
  return {
    request: payloadOf(record, "requestParameters", eventName),
    response: payloadOf(record, "responseElements", eventName),
    additional: additionalOf(record, fields),
    details: payloadOf(record, "serviceEventDetails", eventName),
  };
}

/** What tells whom a call was about and what came of it: of the payloads only those that may have something of that. */
export function toldOf(
  fields: JsonObject,
  { request, response, details }: RecordPayloads,
): JsonObject {
  return {
    eventName: orNull(fields["eventName"]),
    errorCode: orNull(fields["errorCode"]),
    errorMessage: orNull(fields["errorMessage"]),
    requestParameters: orNull(request.isTelling ? fields["requestParameters"] : null),
    responseElements: orNull(response.isTelling ? fields["responseElements"] : null),
    serviceEventDetails: orNull(details.isTelling ? fields["serviceEventDetails"] : null),
    previousDigestHashValue: orNull(fields["previousDigestHashValue"]),
  };
}

function orNull(value: JsonValue | undefined): JsonValue {
  return value === undefined ? null : value;
}

/** The name in the sign-in of Identity Center has moved to `user.name`. */
function additionalOf(record: TrailRecord, fields: JsonObject): Payload {
  const name = "additionalEventData";
  const isMoved =
    fields["eventName"] === "UserAuthentication" &&
    isBlank(objectOf(fields["userIdentity"])?.["userName"]);
  const value = isMoved ? fields[name] : undefined;
  return isJsonObject(value) ? payloadIn({ ...value, UserName: null }) : payloadOf(record, name);
}
