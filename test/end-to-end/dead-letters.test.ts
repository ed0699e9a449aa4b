import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parseLetter } from "../../src/deliver/dead-letter/entry.ts";
import { buryRecords } from "../support/buried-records.ts";
import { LetterAws, lettersBucket } from "../support/letter-aws.ts";
import { setScene } from "../support/scene.ts";

const region = "us-east-1";

describe("dead letters", () => {
  it("go to S3, before their message is deleted", async () => {
    const scene = await setScene();
    const letters = await LetterAws.start();
    const endpoint = new URL(letters.queueUrl("")).origin;
    const s3 = { type: "s3", bucket: lettersBucket, prefix: "letters", region, endpoint };

    const refused = await buryRecords({ ...s3, path_style: true }, scene);

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

    const refused = await buryRecords({ type: "sqs", queue_url: queueUrl, region }, scene);

    const stored = await letters.letters("letters");
    expect(new Set(stored.map((letter) => letter?.eventId))).toEqual(new Set(refused));
  });
});
