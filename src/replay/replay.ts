/**
 * Sends dead letters again, page by page. A page's letters are removed from their place only after the destination has
 * confirmed that it has them, and everything else stays: a crash at any moment sends some twice, and loses none.
 */
import type { Forwarder, Outcome } from "./forwarder.ts";
import type { Found, LetterPlace } from "./letter-place.ts";
import type { Tally, Why } from "./tally.ts";

export interface Replay {
  readonly place: LetterPlace;
  readonly forwarder: Forwarder;
  readonly choice: LetterChoice;
  readonly tally: Tally;
  /** Called after each page, with how much of the place it was. */
  readonly onPage: (amount: number) => void;
  /** Called for what can't be read as a letter. */
  readonly onUnreadable: (where: string) => void;
}

export interface LetterChoice {
  /** Only letters of this destination. */
  readonly only?: string | undefined;
  /** Sends them there instead of to their own. */
  readonly to?: string | undefined;
}

/** Ends when the place is empty but for what can't be delivered, or soon after `stopping` is aborted. */
export async function replay(options: Replay, stopping: AbortSignal): Promise<void> {
  for await (const page of options.place.pages(stopping)) {
    page.settle(await send(page.found, options, stopping));
    options.onPage(page.amount);
  }
}

/** Returns what was delivered. */
async function send(
  found: readonly Found[],
  { forwarder, choice, tally, onUnreadable }: Replay,
  stopping: AbortSignal,
): Promise<ReadonlySet<Found>> {
  const chosen = found.flatMap((one) => {
    const { letter, where } = one;
    if (letter === undefined) {
      tally.end("unreadable");
      onUnreadable(where);
      return [];
    }
    if (choice.only !== undefined && letter.destination !== choice.only) {
      tally.end("other destination");
      return [];
    }
    return [{ one, letter, to: choice.to ?? letter.destination }];
  });
  const outcomes = await forwarder.forward(chosen, stopping);
  const delivered = new Set<Found>();
  for (const [at, { one, to }] of chosen.entries()) {
    const outcome: Outcome = outcomes[at] ?? { kind: "unsent" };
    tally.end(outcome.kind, whyLeft(outcome, to));
    if (outcome.kind === "delivered") delivered.add(one);
  }
  return delivered;
}

function whyLeft(outcome: Outcome, to: string): Why | undefined {
  if (outcome.kind === "refused")
    return { what: `refused by ${to}: ${outcome.reason}`, example: outcome.message };
  if (outcome.kind === "unknown destination")
    return { what: `for ${to}, which is not configured (--to sends them to another one)` };
  return undefined;
}
