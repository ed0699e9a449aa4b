/**
 * What an answer to `_bulk` means for each event. An event counts as delivered only where the answer says so for that
 * very event; whatever is unclear is sent again, which `create` with an id makes harmless.
 */
import { isJsonObject, type Batch, type EncodedEvent, type Rejection } from "../../event.ts";
import { noneDelivered, type DeliveryReport, type Trouble } from "../destination.ts";
import type { Answer } from "../http/answer.ts";
import { serverWords } from "../server-words.ts";
import { readItem, type Refusal } from "./item.ts";
import { advice, refusal } from "./refusal.ts";

export function readAnswer(answer: Answer, batch: Batch): DeliveryReport {
  const { retryAfterMs } = answer;
  const report =
    answer.status === 200
      ? readItems(answer.text, batch.events)
      : noneDelivered(batch.events, refusal(answer.status, answer.text));
  if (report.trouble === undefined || retryAfterMs === undefined) return report;
  return { ...report, trouble: { ...report.trouble, retryAfterMs } };
}

function readItems(text: string, events: readonly EncodedEvent[]): DeliveryReport {
  const items = parseItems(text);
  if (items === undefined) {
    const message = `Got 200 without the items of a bulk answer: ${serverWords(text)}`;
    return noneDelivered(events, { kind: "garbled", message });
  }
  if (items.length !== events.length) {
    const message = `Got an answer about ${items.length} events to a request with ${events.length}`;
    return noneDelivered(events, { kind: "garbled", message });
  }
  return sortOut(items, events);
}

function sortOut(items: readonly unknown[], events: readonly EncodedEvent[]): DeliveryReport {
  const retryable: EncodedEvent[] = [];
  const rejected: Rejection[] = [];
  const refusals: Refusal[] = [];
  let duplicates = 0;
  let degraded = 0;
  for (const [index, event] of events.entries()) {
    const outcome = readItem(items[index]);
    if (outcome.kind === "duplicate") duplicates += 1;
    else if (outcome.kind === "degraded") degraded += 1;
    else if (outcome.kind === "rejected") {
      rejected.push({ record: event.record, reason: outcome.reason, message: outcome.message });
    } else if (outcome.kind === "refused") {
      retryable.push(event);
      refusals.push(outcome);
    }
  }
  const trouble = gravest(refusals, events.length);
  return {
    retryable,
    rejected,
    duplicates,
    ...(degraded > 0 && { degraded }),
    ...(trouble !== undefined && { trouble }),
  };
}

/** Where events of one answer are refused for several reasons, the one that someone must mend is told. */
const byGravity = [
  "unauthorized",
  "forbidden",
  "missing",
  "garbled",
  "unavailable",
  "throttled",
] as const;

function gravest(refusals: readonly Refusal[], sent: number): Trouble | undefined {
  for (const kind of byGravity) {
    const found = refusals.find(({ trouble }) => trouble === kind);
    if (found === undefined) continue;
    const message = `${refusals.length} of ${sent} events were not taken: ${found.message}. ${found.advice ?? advice[kind]}`;
    return { kind, message };
  }
  return undefined;
}

function parseItems(text: string): readonly unknown[] | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const items = isJsonObject(answer) ? answer["items"] : undefined;
    return Array.isArray(items) ? items : undefined;
  } catch {
    return undefined;
  }
}
