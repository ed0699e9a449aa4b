import { isJsonObject, type JsonObject } from "../../event.ts";
import { cloudtrail } from "./cloudtrail.ts";
import { cloudtrailValidation } from "./cloudtrail-validation.ts";
import { eventbridge } from "./eventbridge.ts";
import { s3Event } from "./s3-event.ts";
import { s3TestEvent } from "./s3-test-event.ts";
import { securityLake } from "./security-lake.ts";
import { envelopedText } from "./sns-envelope.ts";
import { topicSubscription } from "./topic-subscription.ts";
import {
  notUnderstood,
  type Meaning,
  type PlainShape,
  type Understanding,
} from "./understanding.ts";

/** Topics may feed topics; no honest chain is longer. */
const maxEnvelopes = 3;

/** Says what a queue message means, whatever its text: it never throws. */
export function understand(body: string): Understanding {
  let text = body;
  for (let envelopes = 0; envelopes <= maxEnvelopes; envelopes += 1) {
    const fields = parse(text);
    const inner = isJsonObject(fields) ? envelopedText(fields) : undefined;
    if (inner === undefined) {
      const { shape, meaning } = recognize(text, fields);
      return { ...meaning, shape: envelopes === 0 ? shape : `sns_${shape}` };
    }
    text = inner;
  }
  return { ...notUnderstood("nested_too_deep"), shape: "sns_unknown" };
}

interface Recognized {
  readonly shape: PlainShape;
  readonly meaning: Meaning;
}

/** Says what the fields mean, or undefined where they are not of its shape. */
type Reader = (fields: JsonObject) => Meaning | undefined;

/** Those that name objects come first: what looks like two shapes is read, not passed over as noise. */
const readers: readonly (readonly [PlainShape, Reader])[] = [
  ["s3_event", s3Event],
  ["eventbridge", eventbridge],
  ["security_lake", securityLake],
  ["cloudtrail", cloudtrail],
  ["s3_test_event", s3TestEvent],
  ["topic_subscription", topicSubscription],
];

function recognize(text: string, fields: unknown): Recognized {
  if (fields === undefined) return recognizeText(text);
  if (isJsonObject(fields)) {
    for (const [shape, read] of readers) {
      const meaning = read(fields);
      if (meaning !== undefined) return { shape, meaning };
    }
  }
  return { shape: "unknown", meaning: notUnderstood("unrecognized") };
}

function recognizeText(text: string): Recognized {
  const meaning = cloudtrailValidation(text);
  if (meaning !== undefined) return { shape: "cloudtrail_validation", meaning };
  return { shape: "unknown", meaning: notUnderstood("not_json") };
}

/** The parsed text, or undefined where it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
