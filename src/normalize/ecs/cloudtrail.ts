import type { JsonObject, JsonValue, TrailRecord } from "../../event.ts";
import { append, closed, opened, printed, quoted } from "../json-text.ts";
import { isBlank, isEmpty, objectOf } from "../value.ts";
import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { ConsoleLogin } from "./console-login.ts";
import { consoleLoginOf } from "./console-login.ts";
import { digestOf } from "./digest.ts";
import { payloadOf } from "./payload/payload.ts";
import type { Payload } from "./payload/payload.ts";
import type { RecordPayloads } from "./payload/payloads.ts";
import { present } from "./present.ts";
import type { Resources } from "./resources.ts";
import { keyword, keywordText } from "./scalar.ts";

/** How the payloads of a record are there: as the text that rules search, as JSON text, as an object whose keys can be queried. */
export type Payloads = "text" | "json" | "flattened" | "both" | "none";

/** `aws.cloudtrail`: what ECS has no field for. */
export function cloudtrailText(
  record: TrailRecord,
  fields: JsonObject,
  known: Known,
): string | undefined {
  const { call, caller, resources } = known;
  const copied = (name: string) => keywordText(record, name);
  let text = append(call.cloudtrail, ',"user_identity":', caller.userIdentity);
  text = append(text, ',"request_id":', copied("requestID"));
  text = append(text, ',"shared_event_id":', copied("sharedEventID") ?? copied("sharedEventId"));
  text = append(text, ',"error_message":', copied("errorMessage"));
  text = append(text, ',"addendum":', printed(addendumOf(objectOf(fields["addendum"]))));
  text = append(text, ',"console_login":', printed(consoleOf(consoleLoginOf(fields))));
  text = append(text, ',"resources":', resources.text);
  return closed(withPayloads(text, record, fields, known));
}

interface Known {
  readonly form: Payloads;
  readonly payloads: RecordPayloads;
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
  { form, payloads }: Known,
): string {
  const textOf = payloadTexts[form];
  const { request, response, additional, details } = payloads;
  let text = append(cloudtrail, ',"request_parameters":', textOf(request));
  text = append(text, ',"response_elements":', textOf(response));
  text = append(text, ',"additional_eventdata":', textOf(additional));
  text = append(text, ',"service_event_details":', textOf(details));
  let flattened = opened;
  if (form === "flattened" || form === "both") {
    flattened = append(flattened, ',"request_parameters":', request.flattened);
    flattened = append(flattened, ',"response_elements":', response.flattened);
    flattened = append(flattened, ',"additional_eventdata":', additional.flattened);
    flattened = append(flattened, ',"service_event_details":', details.flattened);
  }
  // Insights and digests have no other form.
  const insight = payloadOf(record, "insightDetails");
  flattened = append(flattened, ',"insight_details":', insight.flattened);
  flattened = append(flattened, ',"digest":', printed(digestOf(fields)));
  return append(text, ',"flattened":', closed(flattened));
}

/** As JSON text of a text. */
const payloadTexts: Record<Payloads, (payload: Payload) => string | undefined> = {
  text: ({ javaText }) => javaText,
  json: ({ source }) => quotedJsonText(source),
  flattened: () => undefined,
  both: ({ javaText }) => javaText,
  none: () => undefined,
};

function quotedJsonText(source: string | undefined): string | undefined {
  if (source === undefined) return undefined;
  const value: JsonValue = JSON.parse(source);
  return isBlank(value) || isEmpty(value) ? undefined : quoted(JSON.stringify(value));
}
