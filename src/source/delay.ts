/**
 * For how long a message that was not taken stays hidden. Each time it comes back it waits longer, so that
 * it neither spins nor uses up the `maxReceiveCount` of the redrive policy within a short outage.
 */
export function releaseDelaySeconds(receiveCount: number): number {
  return doubling(10, 15 * 60, receiveCount);
}

/** Longer than a release: only a redrive policy, a new version or a new configuration helps such a message. */
export function keepDelaySeconds(receiveCount: number): number {
  return doubling(5 * 60, 6 * 60 * 60, receiveCount);
}

function doubling(first: number, longest: number, receiveCount: number): number {
  return Math.min(longest, first * 2 ** Math.min(receiveCount - 1, 30));
}
