import type { ObjectReference, Settlement } from "../../src/event.ts";
import type { Notification, Source } from "../../src/source/source.ts";

/** Hands out notifications when asked, and remembers how each was settled. */
export class FakeSource implements Source {
  readonly name = "fake";
  readonly settlements = new Map<string, Settlement[]>();
  /** How many notifications were asked for, the one that is waited for included. */
  asked = 0;
  readonly #waiting: Notification[] = [];
  readonly #lost = new Map<string, AbortController>();
  #wake = () => {};

  announce(id: string, objects: readonly ObjectReference[], receiveCount = 1): void {
    const lost = new AbortController();
    this.#lost.set(id, lost);
    this.#waiting.push({
      id,
      objects,
      receiveCount,
      lost: lost.signal,
      settle: (settlement) => {
        this.settlements.set(id, [...(this.settlements.get(id) ?? []), settlement]);
      },
    });
    this.#wake();
  }

  lose(id: string): void {
    this.#lost.get(id)?.abort();
  }

  async *notifications(stopping: AbortSignal): AsyncGenerator<Notification, void, undefined> {
    stopping.addEventListener("abort", () => this.#wake());
    for (;;) {
      this.asked += 1;
      while (this.#waiting.length === 0 && !stopping.aborted) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const next = this.#waiting.shift();
      if (next === undefined || stopping.aborted) return;
      yield next;
    }
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }
}
