import type { ObjectReference } from "../../event.ts";

/** What a queue message says, and the form it came in. */
export type Understanding = Meaning & { readonly shape: Shape };

/** The form of a message, with `sns_` in front where it came in an SNS envelope. A closed list: it labels a metric. */
export type Shape = PlainShape | `sns_${PlainShape}`;

export type PlainShape =
  | "s3_event"
  | "s3_test_event"
  | "eventbridge"
  | "security_lake"
  | "cloudtrail"
  | "cloudtrail_validation"
  | "topic_subscription"
  | "unknown";

/**
 * `objects`: they are to be read; at least one, none twice.
 * `noise`: known, and there is nothing to read; acknowledged and counted.
 * `unknown`: kept for the queue's redrive policy; `hint` tells the operator what to do.
 */
export type Meaning =
  | { readonly kind: "objects"; readonly objects: readonly ObjectReference[] }
  | { readonly kind: "noise"; readonly noise: NoiseKind }
  | { readonly kind: "unknown"; readonly reason: UnknownReason; readonly hint: string };

/** What a message without work is about; the last five are things that happened to objects. */
export type NoiseKind =
  | "test_event"
  | "validation_message"
  | "subscription"
  | "deleted"
  | "restored"
  | "tagged"
  | "lifecycle"
  | "other_event";

export type UnknownReason = keyof typeof hints;

const hints = {
  not_json:
    "The message is not JSON. Look at it in the dead-letter queue and at who may send to this queue.",
  unrecognized:
    "The message is no notification of S3, EventBridge or CloudTrail about an object. Remove other publishers from the queue, and input transformers from the EventBridge rule.",
  malformed:
    "The notification lacks something that AWS always sends, such as the bucket or the key, or has it in another form. Look at who may send to this queue.",
  undecodable_key:
    "The key in the S3 event is not URL-encoded as S3 does it. Look at who rewrites or sends the notifications.",
  unsupported_version:
    "The S3 event has a version other than 2.x. Look for a newer release of this program.",
  names_no_object: "The notification has an empty list of objects. Look at who sends it.",
  nested_too_deep:
    "The notification is wrapped in too many SNS envelopes. Turn on raw message delivery where a topic feeds another.",
} as const;

export function notUnderstood(reason: UnknownReason): Meaning {
  return { kind: "unknown", reason, hint: hints[reason] };
}

export function noise(kind: NoiseKind): Meaning {
  return { kind: "noise", noise: kind };
}
