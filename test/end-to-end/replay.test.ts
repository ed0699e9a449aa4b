import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { buryRecords, mend, present, replayConfig } from "../support/buried-records.ts";
import { trailferry } from "../support/command-line.ts";
import { LetterAws, lettersBucket } from "../support/letter-aws.ts";
import { setScene } from "../support/scene.ts";

const region = "us-east-1";

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
});
