import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue } from "../../event.ts";
import { isBlank, objectOf } from "../value.ts";
import type { ConsoleLogin } from "./console-login.ts";
import { consoleLoginOf } from "./console-login.ts";
import { digestOf } from "./digest.ts";
import { javaTextOf } from "./java-text.ts";
import { flattened } from "./payload.ts";
import { present } from "./present.ts";
import { resourcesOf } from "./resources.ts";
import { boolean, booleanText, keyword } from "./scalar.ts";
import { tlsDetailsOf } from "../tls.ts";
import { userIdentityOf } from "./user-identity.ts";

/** How the payloads of a record are there: as the text that rules search, as JSON text, as an object whose keys can be queried. */
export type Payloads = "text" | "json" | "flattened" | "both" | "none";

/** `aws.cloudtrail`: what ECS has no field for. */
export function cloudtrailOf(
  record: JsonObject,
  payloads: Payloads,
  sessionCreated: string | undefined,
): unknown {
  const payloadText = payloadTexts[payloads];
  const additional = additionalOf(record);
  return present({
    event_version: keyword(record["eventVersion"]),
    event_type: keyword(record["eventType"]),
    event_category: keyword(record["eventCategory"]),
    request_id: keyword(record["requestID"]),
    api_version: keyword(record["apiVersion"]),
    management_event: booleanText(record["managementEvent"]),
    read_only: boolean(record["readOnly"]),
    recipient_account_id: keyword(record["recipientAccountId"]),
    shared_event_id: keyword(record["sharedEventID"]) ?? keyword(record["sharedEventId"]),
    vpc_endpoint_id: keyword(record["vpcEndpointId"]),
    vpc_endpoint_account_id: keyword(record["vpcEndpointAccountId"]),
    error_code: keyword(record["errorCode"]),
    error_message: keyword(record["errorMessage"]),
    session_credential_from_console: keyword(record["sessionCredentialFromConsole"]),
    addendum: addendumOf(objectOf(record["addendum"])),
    user_identity: userIdentityOf(record, sessionCreated),
    tls_details: exchangeOf(tlsDetailsOf(record)),
    console_login: consoleOf(consoleLoginOf(record)),
    resources: resourcesOf(record),
    request_parameters: payloadText(record["requestParameters"]),
    response_elements: payloadText(record["responseElements"]),
    additional_eventdata: payloadText(additional),
    service_event_details: payloadText(record["serviceEventDetails"]),
    flattened: flattenedPayloads(record, additional, payloads),
  });
}

function addendumOf(addendum: JsonObject | undefined): unknown {
  if (addendum === undefined) return undefined;
  return present({
    reason: keyword(addendum["reason"]),
    updated_fields: keyword(addendum["updatedFields"]),
    original_request_id: keyword(addendum["originalRequestID"]),
    original_event_id: keyword(addendum["originalEventID"]),
  });
}

function exchangeOf(tls: JsonObject | undefined): unknown {
  const exchange = keyword(tls?.["keyExchange"]);
  return exchange === undefined ? undefined : { key_exchange: exchange };
}

function consoleOf(login: ConsoleLogin | undefined): unknown {
  const details = login && present(login);
  return details && { additional_eventdata: details };
}

/** The name in the sign-in of Identity Center has moved to `user.name`. */
function additionalOf(record: JsonObject): JsonValue | undefined {
  const { eventName, additionalEventData: additional } = record;
  if (eventName !== "UserAuthentication" || !isJsonObject(additional)) return additional;
  const isMoved = isBlank(objectOf(record["userIdentity"])?.["userName"]);
  return isMoved ? { ...additional, UserName: null } : additional;
}

/** Insights and digests have no other form. */
function flattenedPayloads(
  record: JsonObject,
  additional: JsonValue | undefined,
  payloads: Payloads,
): unknown {
  const wanted = payloads === "flattened" || payloads === "both";
  return present({
    request_parameters: wanted ? flattened(record["requestParameters"]) : undefined,
    response_elements: wanted ? flattened(record["responseElements"]) : undefined,
    additional_eventdata: wanted ? flattened(additional) : undefined,
    service_event_details: wanted ? flattened(record["serviceEventDetails"]) : undefined,
    insight_details: flattened(record["insightDetails"]),
    digest: digestOf(record),
  });
}

const payloadTexts: Record<Payloads, (value: JsonValue | undefined) => string | undefined> = {
  text: javaTextOf,
  json: jsonTextOf,
  flattened: () => undefined,
  both: javaTextOf,
  none: () => undefined,
};

function jsonTextOf(value: JsonValue | undefined): string | undefined {
  return isBlank(value) || isEmpty(value) ? undefined : JSON.stringify(value);
}

function isEmpty(value: JsonValue): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
