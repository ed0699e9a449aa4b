import { backoffMs } from "../runtime/backoff.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import type { Tasks } from "../runtime/tasks.ts";
import { Collector } from "./collector.ts";
import { isGone } from "./diagnosis.ts";
import type { Lease, Leases, Outcome } from "./lease.ts";
import { batchLimit, type Limit, type Queue, type Refusals } from "./queue.ts";
import type { Trouble } from "./trouble.ts";

export interface SettlingOptions {
  readonly queue: Queue;
  readonly leases: Leases;
  readonly tasks: Tasks;
  readonly clock: Clock;
  readonly deleteTrouble: Trouble;
  readonly hideTrouble: Trouble;
  /** Aborted: whatever waits goes out at once, and what two quick tries don't settle is given up. */
  readonly abandoned: AbortSignal;
}

/** One entry of a batch: a claim that is over, and how it counts once the queue has confirmed that. */
interface Ending {
  readonly lease: Lease;
  readonly outcome: Outcome;
  /** For how long the message stays hidden, where it is not deleted. */
  readonly seconds: number;
}

interface Call {
  readonly trouble: Trouble;
  send(endings: readonly Ending[], limit: Limit): Promise<Refusals>;
}

const maxAgeMs = 200;
const backoff = { initialMs: 200, maxMs: 30_000 };
const timeoutMs = 10_000;
const quickTries = 2;
const quickTimeoutMs = 1000;

/**
 * Tells the queue how claims end, in batches, and insists: what is refused or not answered is sent again until it
 * is confirmed, until the claim is over anyway, or until the process can't wait any longer.
 */
export class Settling {
  readonly #options: SettlingOptions;
  readonly #deletes: Collector<Ending>;
  readonly #hides: Collector<Ending>;

  constructor(options: SettlingOptions) {
    this.#options = options;
    const { queue, clock, deleteTrouble, hideTrouble } = options;
    this.#deletes = this.#collector({
      trouble: deleteTrouble,
      send: (endings, limit) =>
        queue.delete(
          endings.map(({ lease }) => lease.message.handle),
          limit,
        ),
    });
    this.#hides = this.#collector({
      trouble: hideTrouble,
      async send(endings, limit) {
        await Promise.all(endings.flatMap(({ lease }) => lease.extending ?? []));
        const now = clock.monotonic();
        const entries = endings.map(({ lease, seconds }) => ({
          handle: lease.message.handle,
          seconds: lease.grantedSeconds(seconds, now),
        }));
        return queue.hide(entries, limit);
      },
    });
  }

  /** The claim is extended until the queue has confirmed: a delete that comes too late may delete nothing. */
  delete(lease: Lease): void {
    if (lease.phase !== "held") return;
    lease.phase = "deleting";
    this.#deletes.add({ lease, outcome: "deleted", seconds: 0 });
  }

  /** Hides the message for `seconds` more; it is not extended from now on. */
  hide(lease: Lease, outcome: Exclude<Outcome, "deleted">, seconds: number): void {
    if (lease.phase !== "held") return;
    lease.phase = "hiding";
    this.#hides.add({ lease, outcome, seconds });
  }

  /** Sends what still waits for company. */
  flush(): void {
    this.#deletes.flush();
    this.#hides.flush();
  }

  #collector(call: Call): Collector<Ending> {
    const { clock, tasks } = this.#options;
    return new Collector<Ending>({
      clock,
      maxItems: batchLimit,
      maxAgeMs,
      onFull: (endings) => tasks.start(() => this.#insist(call, endings)),
    });
  }

  async #insist(call: Call, endings: readonly Ending[]): Promise<void> {
    const { clock, abandoned } = this.#options;
    let open = endings;
    let quickTriesLeft = quickTries;
    for (let attempt = 1; open.length > 0; attempt += 1) {
      if (abandoned.aborted) quickTriesLeft -= 1;
      open = this.#stillWorthIt(await this.#attempt(call, open), quickTriesLeft > 0);
      if (open.length > 0) await sleep(clock, backoffMs(backoff, attempt), abandoned);
    }
  }

  /** One call. Returns the endings that it did not settle. */
  async #attempt(call: Call, endings: readonly Ending[]): Promise<readonly Ending[]> {
    const { abandoned } = this.#options;
    const limit = abandoned.aborted
      ? { timeoutMs: quickTimeoutMs, signal: new AbortController().signal }
      : { timeoutMs, signal: abandoned };
    try {
      return this.#read(call, endings, await call.send(endings, limit));
    } catch (error) {
      if (!limit.signal.aborted) call.trouble.report(error);
      return endings;
    }
  }

  #read(call: Call, endings: readonly Ending[], refusals: Refusals): readonly Ending[] {
    const { leases } = this.#options;
    const open = endings.filter(({ lease, outcome }, index) => {
      const refusal = refusals.get(index);
      if (refusal !== undefined && !isGone(refusal.code)) return true;
      leases.end(lease, refusal === undefined ? outcome : "lost");
      return false;
    });
    const refused = [...refusals.values()].find(({ code }) => !isGone(code));
    if (refused === undefined) call.trouble.over();
    else call.trouble.report(refused);
    return open;
  }

  #stillWorthIt(endings: readonly Ending[], mayTryAgain: boolean): readonly Ending[] {
    const { clock, leases } = this.#options;
    const now = clock.monotonic();
    return endings.filter(({ lease }) => {
      if (mayTryAgain && !lease.isOver(now)) return true;
      leases.end(lease, "lost");
      return false;
    });
  }
}
