import { readdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeLetter } from "../../src/deliver/dead-letter/entry.ts";
import { aLetter } from "../support/a-letter.ts";
import { buryRecords, replayConfig } from "../support/buried-records.ts";
import { startTrailferry, trailferry } from "../support/command-line.ts";
import { LetterAws, lettersBucket } from "../support/letter-aws.ts";
import { setScene, type Scene } from "../support/scene.ts";

const region = "us-east-1";

/** What was refused is mended. Returns how often a document came that was there already, from now on. */
function mend({ receiver }: Scene): () => number {
  const before = receiver.duplicates;
  receiver.react = () => ({ kind: "store" });
  return () => receiver.duplicates - before;
}

function present({ receiver }: Scene, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => receiver.documents.has(id));
}

describe("replay", () => {
  it("delivers dead letters from files once, and leaves no file", async () => {
    const scene = await setScene();
    const file = { type: "file", path: scene.deadLetterPath };
    const refused = await buryRecords(file, scene);
    const config = await replayConfig(file, scene);
    const surveyed = await trailferry(["replay", "-c", config, "--dry-run"]);
    const duplicates = mend(scene);

    const replayed = await trailferry(["replay", "-c", config, "--from", "file"]);

    expect(surveyed.stdout).toBe(`${refused.length} elastic mapping\n`);
    expect(replayed).toMatchObject({ code: 0, stdout: "" });
    expect(replayed.stderr).toContain(
      `letters: ${refused.length} read = ${refused.length} delivered\n`,
    );
    expect(present(scene, refused)).toEqual(refused);
    expect(duplicates()).toBe(0);
    expect(await readdir(dirname(scene.deadLetterPath))).toEqual([]);
  });

  it("delivers dead letters from S3 once, and leaves no object", async () => {
    const scene = await setScene();
    const letters = await LetterAws.start();
    const endpoint = new URL(letters.queueUrl("")).origin;
    const place = { bucket: lettersBucket, prefix: "letters", region, endpoint, path_style: true };
    const s3 = { type: "s3", ...place };
    const refused = await buryRecords(s3, scene);
    const config = await replayConfig(s3, scene);
    const duplicates = mend(scene);

    const replayed = await trailferry(["replay", "-c", config, "--from", "s3"]);

    expect(replayed).toMatchObject({ code: 0 });
    expect(present(scene, refused)).toEqual(refused);
    expect(duplicates()).toBe(0);
    expect((await letters.objects()).size).toBe(0);
  });

  it("delivers dead letters from a queue once, and leaves no message", async () => {
    const scene = await setScene();
    const letters = await LetterAws.start();
    const sqs = { type: "sqs", queue_url: letters.createQueue("letters"), region };
    const refused = await buryRecords(sqs, scene);
    const config = await replayConfig(sqs, scene);
    const duplicates = mend(scene);

    const replayed = await trailferry(["replay", "-c", config, "--from", "sqs"]);

    expect(replayed).toMatchObject({ code: 0 });
    expect(present(scene, refused)).toEqual(refused);
    expect(duplicates()).toBe(0);
    expect(letters.isEmpty("letters")).toBe(true);
  });

  it("leaves what is refused again, and says why", async () => {
    const { scene, config } = await threeLetters();
    const refusal = { status: 400, type: "document_parsing_exception", reason: "no" };
    scene.receiver.react = () => ({
      kind: "store",
      items: ({ id }) => (id.endsWith("b") ? refusal : undefined),
    });

    const replayed = await trailferry(["replay", "-c", config]);

    const surveyed = await trailferry(["replay", "-c", config, "--dry-run"]);
    expect(replayed.code).toBe(1);
    expect(replayed.stderr).toContain("1 refused by elastic: mapping, such as: 400");
    expect(replayed.stderr).toContain("letters: 3 read = 2 delivered + 1 refused again\n");
    expect(surveyed.stdout).toBe("1 elastic mapping\n");
  });

  it("loses nothing when it is killed after the delivery, and sends again", async () => {
    const { scene, config } = await threeLetters();
    const { receiver, deadLetterPath } = scene;
    receiver.react = () => ({ kind: "stall", at: "stored" });
    const stored = receiver.stalled();
    const killed = startTrailferry(["replay", "-c", config]);
    await stored;
    await killed.end("SIGKILL");
    mend(scene);

    const replayed = await trailferry(["replay", "-c", config]);

    expect(replayed.code).toBe(0);
    expect(replayed.stderr).toContain("letters: 3 read = 0 delivered + 3 there already\n");
    expect(await readdir(dirname(deadLetterPath))).toEqual([]);
  });

  it("stops in order, and leaves what the destination does not take", async () => {
    const { scene, config } = await threeLetters();
    const { receiver } = scene;
    receiver.react = () => ({ kind: "stall", at: "body" });
    const asked = receiver.stalled();
    const running = startTrailferry(["replay", "-c", config]);
    await asked;

    const ended = await running.end("SIGTERM");

    mend(scene);
    const replayed = await trailferry(["replay", "-c", config]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("letters: 3 read = 0 delivered + 3 not sent\n");
    expect(replayed.stderr).toContain("letters: 3 read = 3 delivered\n");
    expect(receiver.documents.size).toBe(3);
  });

  it("sends letters of a renamed destination to another one, slowly", async () => {
    const { scene, config } = await threeLetters("old");
    const refused = await trailferry(["replay", "-c", config, "--destination", "old"]);

    const flags = ["--destination", "old", "--to", "elastic", "--rate", "10"];
    const replayed = await trailferry(["replay", "-c", config, ...flags]);

    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toBe("No destination is named old; there are: elastic\n");
    expect(replayed.code).toBe(0);
    expect(scene.receiver.documents.size).toBe(3);
  });
});

/** Dead letters in a file, and the configuration that replays them. */
async function threeLetters(destination = "elastic") {
  const scene = await setScene();
  const path = scene.deadLetterPath;
  const letters = ["a", "b", "c"].map((id) => ({ ...aLetter(id), destination }));
  await writeFile(path, letters.map((letter) => `${encodeLetter(letter)}\n`).join(""));
  return { scene, config: await replayConfig({ type: "file", path }, scene) };
}
