/**
 * A letter as the body of one SQS message: its line of JSON, or, where that is too large, the line as gzip in base64
 * with `content-encoding: gzip+base64` among the message's attributes.
 */
import { constants } from "node:buffer";
import { promisify } from "node:util";
import { gunzip, gzip, type ZlibOptions } from "node:zlib";
import type { Letter } from "./dead-letter.ts";
import { encodeLetter, parseLetter, type StoredLetter } from "./entry.ts";

export interface LetterMessage {
  readonly letter: Letter;
  readonly body: string;
  readonly compressed: boolean;
  /** As SQS counts: the body, and the names, types and values of the attributes. */
  readonly byteLength: number;
}

/** The attribute that marks a compressed letter; who receives must ask for it by name. */
const encodingAttribute = "content-encoding";
const encoding = "gzip+base64";

export const compressedAttributes = {
  [encodingAttribute]: { DataType: "String", StringValue: encoding },
};
const attributeBytes = encodingAttribute.length + "String".length + encoding.length;

/** In the smaller form, and so perhaps still too large, where the plain one does not fit. */
export async function encodeMessage(letter: Letter, maxBytes: number): Promise<LetterMessage> {
  const line = withinXml(encodeLetter(letter));
  const byteLength = Buffer.byteLength(line);
  if (byteLength <= maxBytes) return { letter, body: line, compressed: false, byteLength };
  const body = (await deflate(line)).toString("base64");
  return { letter, body, compressed: true, byteLength: body.length + attributeBytes };
}

/** Undefined where the message is no letter. */
export async function decodeMessage(message: {
  readonly Body?: string | undefined;
  readonly MessageAttributes?:
    | Readonly<Record<string, { readonly StringValue?: string | undefined }>>
    | undefined;
}): Promise<StoredLetter | undefined> {
  const { Body = "", MessageAttributes = {} } = message;
  if (MessageAttributes[encodingAttribute]?.StringValue !== encoding) return parseLetter(Body);
  try {
    const line = await inflate(Buffer.from(Body, "base64"), inflateLimit);
    return parseLetter(line.toString("utf8"));
  } catch {
    return undefined;
  }
}

const deflate = promisify<string, Buffer>(gzip);
const inflate = promisify<Buffer, ZlibOptions, Buffer>(gunzip);
const inflateLimit = { maxOutputLength: constants.MAX_STRING_LENGTH };

/** SQS takes only what XML allows. JSON escapes the control characters and lone surrogates, and leaves just these two. */
function withinXml(json: string): string {
  return json.replaceAll("\uFFFE", "\\ufffe").replaceAll("\uFFFF", "\\uffff");
}
