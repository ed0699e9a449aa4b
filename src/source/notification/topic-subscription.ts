import type { JsonObject } from "../../event.ts";
import { noise, type Meaning } from "./understanding.ts";

/**
 * SNS asks to confirm a subscription, or tells that one has ended. The URL inside is never fetched:
 * anyone who may send to the queue could choose it, and a queue subscribed by its owner needs no confirmation.
 */
export function topicSubscription(fields: JsonObject): Meaning | undefined {
  const type = fields["Type"];
  return type === "SubscriptionConfirmation" || type === "UnsubscribeConfirmation"
    ? noise("subscription")
    : undefined;
}
