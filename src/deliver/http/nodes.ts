import { backoffMs, type Backoff } from "../../runtime/backoff.ts";
import type { Clock } from "../../runtime/clock.ts";

/** For how long a node that fails is left out. */
const ejection: Backoff = { initialMs: 1000, maxMs: 60_000 };

interface Standing<T> {
  readonly node: T;
  /** In a row, attempts that were on their way together counted as one. */
  failures: number;
  ejectedUntil: number;
}

/** The nodes of one cluster, in turn. One that fails is left out for a growing time, and then tried again. */
export class Nodes<T> {
  readonly all: readonly T[];
  readonly #standings: readonly Standing<T>[];
  readonly #clock: Clock;
  #turn = 0;

  constructor(nodes: readonly T[], clock: Clock) {
    this.all = nodes;
    this.#standings = nodes.map((node) => ({ node, failures: 0, ejectedUntil: -Infinity }));
    this.#clock = clock;
  }

  /** Where all are ejected, the one whose time ends first. */
  next(): T {
    const now = this.#clock.monotonic();
    const inTurn = [...this.#standings.slice(this.#turn), ...this.#standings.slice(0, this.#turn)];
    const [first, ...others] = inTurn;
    if (first === undefined) throw new RangeError("A cluster has at least one node");
    const chosen =
      inTurn.find(({ ejectedUntil }) => ejectedUntil <= now) ??
      others.reduce((a, b) => (b.ejectedUntil < a.ejectedUntil ? b : a), first);
    this.#turn = (this.#standings.indexOf(chosen) + 1) % this.#standings.length;
    return chosen.node;
  }

  worked(node: T): void {
    const standing = this.#of(node);
    standing.failures = 0;
    standing.ejectedUntil = -Infinity;
  }

  failed(node: T): void {
    const standing = this.#of(node);
    const now = this.#clock.monotonic();
    if (standing.ejectedUntil > now) return;
    standing.failures += 1;
    // Not random: which of the nodes is tried first herds nobody.
    standing.ejectedUntil = now + backoffMs(ejection, standing.failures, () => 1);
  }

  #of(node: T): Standing<T> {
    const standing = this.#standings.find((candidate) => candidate.node === node);
    if (standing === undefined) throw new Error("The node is of another cluster");
    return standing;
  }
}
