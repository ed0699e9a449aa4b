import type { ServerResponse } from "node:http";

/** As far as it says where the server breaks off. */
interface Reaction {
  readonly kind: string;
  readonly at?: string;
}

/** How the HTTP servers of the tests break off: by a reset, or by falling silent. */
export class Breakage {
  readonly #stalls = new Set<() => void>();

  /** Resolves when the next request has reached the point where the server falls silent. */
  stalled(): Promise<void> {
    return new Promise((resolve) => this.#stalls.add(resolve));
  }

  /** Whether it broke off here, as the reaction says. */
  happens(reaction: Reaction, at: string, response: ServerResponse): boolean {
    if ((reaction.kind !== "reset" && reaction.kind !== "stall") || reaction.at !== at)
      return false;
    if (reaction.kind === "reset") {
      response.socket?.resetAndDestroy();
    } else {
      for (const resolve of this.#stalls) resolve();
      this.#stalls.clear();
    }
    return true;
  }

  /** The body of an answer in two halves, between which it may break off. */
  async end(response: ServerResponse, text: string, reaction: Reaction): Promise<void> {
    const half = text.slice(0, text.length / 2);
    await new Promise((resolve) => response.write(half, resolve));
    if (this.happens(reaction, "half_answer", response)) return;
    response.end(text.slice(half.length));
  }
}
