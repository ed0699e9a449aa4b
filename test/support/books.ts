import { expect } from "vitest";
import type { AnnouncedTrail } from "./announced-trail.ts";
import type { Daemon } from "./daemon.ts";
import type { Scene } from "./scene.ts";

const nobody: ReadonlySet<string> = new Set();

/** Ids of messages that were deleted before each of their records was accepted or, as those in `buried`, stored elsewhere. */
export function deletedEarly(
  { aws, receiver }: Scene,
  trail: AnnouncedTrail,
  buried = nobody,
): readonly string[] {
  const { deletedAt } = aws;
  const isEarly = (id: string, deleted: number) =>
    !buried.has(id) && (receiver.documents.get(id)?.acceptedAt ?? Infinity) > deleted;
  return trail.announcements.flatMap(({ messageId, ids }) => {
    const deleted = deletedAt.get(messageId);
    return deleted !== undefined && ids.some((id) => isEarly(id, deleted)) ? [messageId] : [];
  });
}

/** Ids of records that are neither at the receiver nor in `buried`. */
export function missing(
  { receiver }: Scene,
  trail: AnnouncedTrail,
  buried = nobody,
): readonly string[] {
  return [...trail.records.keys()].filter((id) => !receiver.documents.has(id) && !buried.has(id));
}

/** Both sides of `/status` are equal, and nothing is on its way. */
export async function expectBalance(daemon: Daemon, destination?: string): Promise<void> {
  const { read, inFlight, ...ended } = await daemon.books(destination);
  expect(inFlight).toBe(0);
  expect(Object.values(ended).reduce((sum, count) => sum + count, 0)).toBe(read);
}

/**
 * After an orderly end: each message was deleted when its records were accepted, or is there for the next consumer, long
 * before its visibility timeout is over. The queue may still be taking back what nobody waited for any more.
 */
export async function expectNothingLost(scene: Scene, trail: AnnouncedTrail): Promise<void> {
  const { aws } = scene;
  const sent = trail.announcements.map(({ messageId }) => messageId);
  const accountedFor = () => [...aws.visible, ...aws.deletedAt.keys()].sort();
  await expect.poll(accountedFor, { timeout: 15_000 }).toEqual(sent.sort());
  expect(deletedEarly(scene, trail)).toEqual([]);
}
