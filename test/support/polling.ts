import { setTimeout as wait } from "node:timers/promises";
import { vi } from "vitest";
import { patience } from "./patience.ts";
import type { TestAws } from "./test-aws.ts";

const quietMs = 1000;

/** Resolves when the queue was not polled for a second. Returns how often it was polled until then. */
export async function pollingToEnd(aws: TestAws): Promise<number> {
  return vi.waitUntil(async () => {
    const polls = aws.receivedAt.length;
    await wait(quietMs);
    return aws.receivedAt.length === polls ? polls : undefined;
  }, patience);
}
