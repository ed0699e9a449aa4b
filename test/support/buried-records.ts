import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { announceTrail } from "./announced-trail.ts";
import { daemonConfig } from "./daemon-config.ts";
import { startDaemon } from "./daemon.ts";
import { patience } from "./patience.ts";
import type { Scene } from "./scene.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/** Forwards two objects to a receiver that refuses one record in sixteen for good. Returns the ids of the refused ones. */
export async function buryRecords(deadLetter: object, scene: Scene): Promise<readonly string[]> {
  const { aws, receiver } = scene;
  const refused = { status: 400, type: "document_parsing_exception", reason: "no" };
  receiver.react = () => ({
    kind: "store",
    items: ({ id }) => (id.endsWith("7") ? refused : undefined),
  });
  const trail = await announceTrail(aws, { objects: 2, recordsPerObject: 100 });
  const daemon = await startDaemon({ ...daemonConfig(scene), dead_letter: deadLetter });
  await vi.waitUntil(() => aws.isEmpty, patience);
  expect(await daemon.stop()).toMatchObject({ code: 0 });
  return [...trail.records.keys()].filter((id) => id.endsWith("7"));
}

/** The path of a configuration with this dead letter, as an operator replays it. */
export async function replayConfig(deadLetter: object, scene: Scene): Promise<string> {
  const file = join(await temporaryDirectory(), "config.yaml");
  await writeFile(file, JSON.stringify({ ...daemonConfig(scene), dead_letter: deadLetter }));
  return file;
}

/** What was refused is mended. Returns how often a document came that was there already, from now on. */
export function mend({ receiver }: Scene): () => number {
  const before = receiver.duplicates;
  receiver.react = () => ({ kind: "store" });
  return () => receiver.duplicates - before;
}

/** Of these ids, those that the receiver holds. */
export function present({ receiver }: Scene, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => receiver.documents.has(id));
}
