/**
 * Exponential backoff with full jitter: a random wait between 0 and `initialMs` doubled for every
 * earlier attempt, never above `maxMs`. `attempt` counts from 1.
 */
export interface Backoff {
  readonly initialMs: number;
  readonly maxMs: number;
}

export function backoffMs(
  backoff: Backoff,
  attempt: number,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(backoff.maxMs, backoff.initialMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(ceiling * random());
}
