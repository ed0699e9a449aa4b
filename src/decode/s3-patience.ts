import type { ReleaseReason } from "../event.ts";
import { backoffMs } from "../runtime/backoff.ts";
import type { Clock } from "../runtime/clock.ts";
import { keep, release, type Unfinished } from "./failure.ts";
import type { Answer } from "./s3-answer.ts";
import { wordsOf, type S3Error } from "./s3-error.ts";

/** How a request ends that is not tried again. */
export interface End {
  readonly settlement: Unfinished;
  readonly message: string;
}

const retries = { tries: 5, backoff: { initialMs: 250, maxMs: 5000 } };
const holding = { forMs: 5 * 60_000, backoff: { initialMs: 1000, maxMs: 30_000 } };
/** While other objects can be read, one that can't must not keep the place in which they could be. */
const holdingBesideOthers = { forMs: 5000, othersWithinMs: 60_000 };
const maxRedirects = 3;

/** Decides for one request whether it is tried again, and when. */
export class Patience {
  readonly #clock: Clock;
  #tries = 0;
  #holds = 0;
  #redirects = 0;
  #heldSinceMs: number | undefined;

  readonly #lastSuccess: () => number | undefined;

  /** `lastSuccess` tells when S3 last gave any object, by `clock.monotonic`. */
  constructor(clock: Clock, lastSuccess: () => number | undefined) {
    this.#clock = clock;
    this.#lastSuccess = lastSuccess;
  }

  /** The wait in milliseconds before the next try, or why there is none. */
  with(answer: Exclude<Answer, { kind: "gone" }>, error: S3Error): number | End {
    if (answer.kind === "retry") return this.#retry(answer.reason, error);
    if (answer.kind === "hold") return this.#hold(answer.advice, error);
    if (answer.kind === "redirect") return this.#redirect(error);
    const settlement = answer.kind === "keep" ? keep(answer.reason) : release(answer.reason);
    return { settlement, message: answer.message };
  }

  #retry(reason: ReleaseReason, error: S3Error): number | End {
    this.#tries += 1;
    if (this.#tries < retries.tries) return backoffMs(retries.backoff, this.#tries);
    return { settlement: release(reason), message: wordsOf(error) };
  }

  #hold(advice: string, error: S3Error): number | End {
    this.#holds += 1;
    this.#heldSinceMs ??= this.#clock.monotonic();
    const leftMs = this.#heldSinceMs + this.#holdForMs() - this.#clock.monotonic();
    if (leftMs > 0) return Math.min(leftMs, backoffMs(holding.backoff, this.#holds));
    return { settlement: release("object_unreadable"), message: `${wordsOf(error)} ${advice}` };
  }

  #holdForMs(): number {
    const last = this.#lastSuccess();
    const othersWork =
      last !== undefined && this.#clock.monotonic() - last < holdingBesideOthers.othersWithinMs;
    return othersWork ? holdingBesideOthers.forMs : holding.forMs;
  }

  #redirect(error: S3Error): number | End {
    this.#redirects += 1;
    if (this.#redirects <= maxRedirects) return 0;
    return { settlement: release("object_unreadable"), message: wordsOf(error) };
  }
}
