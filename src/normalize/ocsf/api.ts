import type { JsonValue } from "../../event.ts";
import { isBlank, textOf } from "../value.ts";
import type { Api, ApiResponse } from "./attributes.ts";
import { isEmpty } from "./empty.ts";
import type { Reading } from "./reading.ts";
import { withoutSecrets } from "./secrets.ts";

/** What goes in and comes out of a call: as JSON text, which every store can index, or as an object. */
export type Payloads = "text" | "object";

/** The call, with its parameters and its answer. `operation` is the one thing that every call has in OCSF. */
export function apiOf(reading: Reading, payloads: Payloads): Api {
  const { fields, service } = reading;
  const name = service ?? reading.author;
  return {
    operation: reading.operation ?? kindOf(reading),
    request: requestOf(fields, payloads),
    response: responseOf(reading, payloads),
    service: name === undefined ? undefined : { name },
    version: textOf(fields["apiVersion"]),
  };
}

/** The word for a record that is of no call. */
export function kindOf({ fields, insight }: Reading): string {
  const kind = insight?.type ?? textOf(fields["eventType"]);
  return kind ?? (fields["digestS3Object"] === undefined ? "Unknown" : "Digest");
}

/** A request has to have an id. Where it has none of its own, the event's stands for it, for the sake of the parameters. */
function requestOf(fields: Reading["fields"], payloads: Payloads): Api["request"] {
  const data = payloadOf(fields["requestParameters"], payloads);
  const uid = textOf(fields["requestID"]);
  if (uid !== undefined) return { data, uid };
  const eventId = data === undefined ? undefined : textOf(fields["eventID"]);
  return eventId === undefined ? undefined : { data, uid: eventId };
}

function responseOf({ fields, insight }: Reading, payloads: Payloads): ApiResponse | undefined {
  const data = payloadOf(fields["responseElements"], payloads);
  const error = textOf(fields["errorCode"]) ?? insight?.error;
  const message = textOf(fields["errorMessage"]);
  if ((data ?? error ?? message) === undefined) return undefined;
  return { data, error, error_message: message, message };
}

export function payloadOf(value: JsonValue | undefined, payloads: Payloads): JsonValue | undefined {
  if (isBlank(value) || isEmpty(value)) return undefined;
  const shown = withoutSecrets(value);
  return payloads === "object" ? shown : JSON.stringify(shown);
}
