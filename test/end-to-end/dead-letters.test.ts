import { gunzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { parseLetter } from "../../src/deliver/dead-letter/entry.ts";
import { announceTrail } from "../support/announced-trail.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { LetterAws, lettersBucket } from "../support/letter-aws.ts";
import { setScene, type Scene } from "../support/scene.ts";

const patience = { timeout: 30_000, interval: 25 };
const region = "us-east-1";

/** Forwards two objects to a receiver that refuses one record in sixteen for good. Returns the ids of the refused ones. */
async function forwardTo(deadLetter: object, scene: Scene): Promise<readonly string[]> {
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

describe("dead letters", () => {
  it("go to S3, before their message is deleted", async () => {
    const scene = await setScene();
    const letters = await LetterAws.start();
    const endpoint = new URL(letters.queueUrl("")).origin;
    const s3 = { type: "s3", bucket: lettersBucket, prefix: "letters", region, endpoint };

    const refused = await forwardTo({ ...s3, path_style: true }, scene);

    const objects = await letters.objects();
    const lines = [...objects.values()].flatMap((body) =>
      gunzipSync(body).toString().trimEnd().split("\n"),
    );
    expect(refused.length).toBeGreaterThan(3);
    expect(new Set(lines.map((line) => parseLetter(line)?.eventId))).toEqual(new Set(refused));
    expect([...objects.keys()].every((key) => key.startsWith("letters/"))).toBe(true);
  });

  it("go to a queue, before their message is deleted", async () => {
    const scene = await setScene();
    const letters = await LetterAws.start();
    const queueUrl = letters.createQueue("letters");

    const refused = await forwardTo({ type: "sqs", queue_url: queueUrl, region }, scene);

    const stored = await letters.letters("letters");
    expect(new Set(stored.map((letter) => letter?.eventId))).toEqual(new Set(refused));
  });
});
