import { quoted } from "../json-text.ts";
import { textOf } from "../value.ts";
import type { Api } from "./attributes.ts";
import { payloadText } from "./payloads.ts";
import type { Payloads } from "./payloads.ts";
import type { Reading } from "./reading.ts";
import { optional, word } from "./written.ts";

/** The call, with its parameters and its answer. `operation` is the one thing that every call has in OCSF. */
export function apiOf(reading: Reading, payloads: Payloads): Api {
  const operation = reading.operation ?? kindOf(reading);
  const request = requestOf(reading, payloads);
  const response = responseOf(reading, payloads);
  const service = reading.service ?? reading.author;
  const version = textOf(reading.fields["apiVersion"]);
  return {
    operation,
    request,
    response,
    service,
    version,
    text:
      `{"operation":${word(operation)}` +
      optional(',"request":', request?.text) +
      optional(',"response":', response?.text) +
      optional(',"service":', service && `{"name":${word(service)}}`) +
      `${optional(',"version":', version && quoted(version))}}`,
  };
}

/** The word for a record that is of no call. */
export function kindOf({ fields, insight }: Reading): string {
  const kind = insight?.type ?? textOf(fields["eventType"]);
  return kind ?? (fields["digestS3Object"] === undefined ? "Unknown" : "Digest");
}

/** A request has to have an id. Where it has none of its own, the event's stands for it, for the sake of the parameters. */
function requestOf(reading: Reading, payloads: Payloads): Api["request"] {
  const { fields } = reading;
  const data = payloadText(reading, "requestParameters", payloads);
  const own = textOf(fields["requestID"]);
  const uid = own ?? (data === undefined ? undefined : textOf(fields["eventID"]));
  if (uid === undefined) return undefined;
  return {
    hasData: data !== undefined,
    uid,
    text: `{"uid":${quoted(uid)}${optional(',"data":', data)}}`,
  };
}

function responseOf(reading: Reading, payloads: Payloads): Api["response"] {
  const { fields, insight } = reading;
  const data = payloadText(reading, "responseElements", payloads);
  const error = textOf(fields["errorCode"]) ?? insight?.error;
  const message = textOf(fields["errorMessage"]);
  if ((data ?? error ?? message) === undefined) return undefined;
  return { hasData: data !== undefined, error, message, text: responseText(data, error, message) };
}

function responseText(
  data: string | undefined,
  error: string | undefined,
  message: string | undefined,
): string {
  if (data === undefined) return JSON.stringify({ error, error_message: message, message });
  const messageText = message && quoted(message);
  return (
    `{"data":${data}` +
    optional(',"error":', error && quoted(error)) +
    optional(',"error_message":', messageText) +
    `${optional(',"message":', messageText)}}`
  );
}
