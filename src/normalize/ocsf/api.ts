import { append, opened, quoted } from "../json-text.ts";
import type { Action } from "./action.ts";
import type { ApiRequest, ApiResponse } from "./attributes.ts";
import { payloadText } from "./payloads.ts";
import type { Payloads } from "./payloads.ts";
import { quotedMember } from "./quoted-member.ts";
import type { Reading } from "./reading.ts";
import { optional } from "./written.ts";

/** What all calls of an action have in common: a member of the event, not closed yet. `operation` is the one thing that every call has in OCSF. */
export function openApi({ name, service, author, apiVersion }: Action): string {
  const of = service ?? author;
  return (
    `,"api":{"operation":${quoted(name)}` +
    optional(',"service":', of && `{"name":${quoted(of)}}`) +
    optional(',"version":', apiVersion && quoted(apiVersion))
  );
}

/** With the parameters. A request has to have an id: where it has none of its own, the event's stands for it, for their sake. */
export function requestOf(reading: Reading, payloads: Payloads): ApiRequest | undefined {
  const { record } = reading;
  const data = payloadText(reading, "requestParameters", payloads);
  const own = quotedMember(record, "requestID");
  const uid = own ?? (data === undefined ? undefined : quotedMember(record, "eventID"));
  if (uid === undefined) return undefined;
  return {
    hasOwnId: own !== undefined,
    hasData: data !== undefined,
    text: `{"uid":${uid}${optional(',"data":', data)}}`,
  };
}

/** The answer, or the error. */
export function responseOf(
  reading: Reading,
  payloads: Payloads,
  message: string | undefined,
): ApiResponse | undefined {
  const { error } = reading.action;
  const data = payloadText(reading, "responseElements", payloads);
  if ((data ?? error ?? message) === undefined) return undefined;
  let text = append(opened, ',"data":', data);
  text = append(text, ',"error":', error && quoted(error));
  text = append(text, ',"error_message":', message);
  text = append(text, ',"message":', message);
  return {
    hasData: data !== undefined,
    hasMessage: message !== undefined,
    text: `${text}}`,
  };
}
