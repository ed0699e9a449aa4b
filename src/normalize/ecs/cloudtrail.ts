import { isJsonObject } from "../../event.ts";
import type { JsonObject, JsonValue, TrailRecord } from "../../event.ts";
import { append, closed, opened, printed, quoted } from "../json-text.ts";
import { isBlank, isEmpty, objectOf } from "../value.ts";
import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { ConsoleLogin } from "./console-login.ts";
import { consoleLoginOf } from "./console-login.ts";
import { digestOf } from "./digest.ts";
import { javaTextOf } from "./java-text.ts";
import { flattenedText } from "./payload.ts";
import { present } from "./present.ts";
import type { Resources } from "./resources.ts";
import { keyword, keywordText } from "./scalar.ts";

/** How the payloads of a record are there: as the text that rules search, as JSON text, as an object whose keys can be queried. */
export type Payloads = "text" | "json" | "flattened" | "both" | "none";

/** `aws.cloudtrail`: what ECS has no field for. */
export function cloudtrailText(
  record: TrailRecord,
  fields: JsonObject,
  { payloads, caller, call, resources }: Known,
): string | undefined {
  const copied = (name: string) => keywordText(record, name);
  let text = append(call.cloudtrail, ',"user_identity":', caller.userIdentity);
  text = append(text, ',"request_id":', copied("requestID"));
  text = append(text, ',"shared_event_id":', copied("sharedEventID") ?? copied("sharedEventId"));
  text = append(text, ',"error_message":', copied("errorMessage"));
  text = append(text, ',"addendum":', printed(addendumOf(objectOf(fields["addendum"]))));
  text = append(text, ',"console_login":', printed(consoleOf(consoleLoginOf(fields))));
  text = append(text, ',"resources":', resources.text);
  return closed(withPayloads(text, record, fields, payloads));
}

interface Known {
  readonly payloads: Payloads;
  readonly caller: Caller;
  readonly call: Call;
  readonly resources: Resources;
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

function consoleOf(login: ConsoleLogin | undefined): unknown {
  const details = login && present(login);
  return details && { additional_eventdata: details };
}

function withPayloads(
  cloudtrail: string,
  record: TrailRecord,
  fields: JsonObject,
  payloads: Payloads,
): string {
  const textOf = payloadTexts[payloads];
  const additional = additionalOf(record, fields);
  let text = append(cloudtrail, ',"request_parameters":', textOf(fields["requestParameters"]));
  text = append(text, ',"response_elements":', textOf(fields["responseElements"]));
  text = append(text, ',"additional_eventdata":', textOf(additional.value));
  text = append(text, ',"service_event_details":', textOf(fields["serviceEventDetails"]));
  let flattened = opened;
  if (payloads === "flattened" || payloads === "both") {
    flattened = append(
      flattened,
      ',"request_parameters":',
      flatMember(record, "requestParameters"),
    );
    flattened = append(flattened, ',"response_elements":', flatMember(record, "responseElements"));
    const additionalText = flattenedText(additional.value, additional.source);
    flattened = append(flattened, ',"additional_eventdata":', additionalText);
    const details = flatMember(record, "serviceEventDetails");
    flattened = append(flattened, ',"service_event_details":', details);
  }
  // Insights and digests have no other form.
  flattened = append(flattened, ',"insight_details":', flatMember(record, "insightDetails"));
  flattened = append(flattened, ',"digest":', printed(digestOf(fields)));
  return append(text, ',"flattened":', closed(flattened));
}

/** The name in the sign-in of Identity Center has moved to `user.name`. */
function additionalOf(
  record: TrailRecord,
  fields: JsonObject,
): { readonly value: JsonValue | undefined; readonly source: string | undefined } {
  const value = fields["additionalEventData"];
  const isMoved =
    fields["eventName"] === "UserAuthentication" &&
    isBlank(objectOf(fields["userIdentity"])?.["userName"]);
  return isMoved && isJsonObject(value)
    ? { value: { ...value, UserName: null }, source: undefined }
    : { value, source: record.source("additionalEventData") };
}

function flatMember(record: TrailRecord, name: string): string | undefined {
  return flattenedText(record.fields?.[name], record.source(name));
}

/** As JSON text of a text. */
const payloadTexts: Record<Payloads, (value: JsonValue | undefined) => string | undefined> = {
  text: quotedJavaText,
  json: quotedJsonText,
  flattened: () => undefined,
  both: quotedJavaText,
  none: () => undefined,
};

function quotedJavaText(value: JsonValue | undefined): string | undefined {
  return printed(javaTextOf(value));
}

function quotedJsonText(value: JsonValue | undefined): string | undefined {
  return isBlank(value) || isEmpty(value) ? undefined : quoted(JSON.stringify(value));
}
