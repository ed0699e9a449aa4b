import { gzipSync } from "node:zlib";
import { S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { createS3DeadLetter, type S3DeadLetterConfig } from "../../src/deliver/dead-letter/s3.ts";
import { PlaceTrouble } from "../../src/replay/letter-place.ts";
import { createS3Place } from "../../src/replay/s3-place.ts";
import { aLetter } from "../support/a-letter.ts";
import { empty } from "../support/emptied-place.ts";
import { HastyClock } from "../support/hasty-clock.ts";
import { LetterAws, lettersBucket } from "../support/letter-aws.ts";
import { idsIn } from "../support/letter-lines.ts";
import { S3Stub, type S3Answer } from "../support/s3-stub.ts";

const { signal } = new AbortController();
const unhurried = 10_000;
const clock = new HastyClock(unhurried);
const zipped: S3DeadLetterConfig = {
  bucket: lettersBucket,
  prefix: "/siem/letters/",
  compression: "gzip",
};

/** A bucket with an object of letters for each list of ids, and what replays it. */
async function aBucket(objects: readonly (readonly string[])[], config = zipped, below = "") {
  const aws = await LetterAws.start();
  const createClient = () => aws.s3();
  const deadLetter = createS3DeadLetter(config, { createClient, clock });
  for (const ids of objects)
    await deadLetter.store(
      ids.map((id) => aLetter(id)),
      signal,
    );
  await deadLetter.close();
  const limits = { letters: 2, bytes: 1_000_000 };
  return { aws, place: createS3Place({ config, below, createClient, clock, limits }) };
}

describe("replaying a bucket", () => {
  it("deletes objects whose letters were all delivered", async () => {
    const { aws, place } = await aBucket([["a", "b", "c"], ["d"]]);

    const pages = await empty(place);

    expect(new Set(pages.flat())).toEqual(new Set(["a", "b", "c", "d"]));
    expect((await aws.objects()).size).toBe(0);
  });

  it.each(["gzip", "none"] as const)(
    "leaves what was not delivered, with %s",
    async (compression) => {
      const { aws, place } = await aBucket([["a", "b", "c"]], { ...zipped, compression });
      const before = [...(await aws.objects()).keys()];
      await empty(place, (id) => id === "b");

      const after = [...(await aws.objects()).keys()];
      const pages = await empty(place);

      expect(after).toEqual(before);
      expect(pages).toEqual([["a", "c"]]);
      expect((await aws.objects()).size).toBe(0);
    },
  );

  it("does not write what it leaves as it was", async () => {
    const { aws, place } = await aBucket([["a", "b"]]);
    const before = await aws.objects();

    await empty(place, () => false);

    expect(await aws.objects()).toEqual(before);
  });

  it("leaves alone what is no dead letter by its key", async () => {
    const { aws, place } = await aBucket([["a"]], { bucket: lettersBucket, compression: "none" });
    await aws.put("AWSLogs/111122223333/CloudTrail/x.json.gz", Buffer.from("{}"));
    await aws.put("2026/03/04/notes.ndjson", Buffer.from("{}\n"));

    const pages = await empty(place);

    expect(pages).toEqual([["a"]]);
    expect((await aws.objects()).size).toBe(2);
  });

  it("keeps an object that is damaged", async () => {
    const { aws, place } = await aBucket([["a"], ["b"]]);
    const [key = ""] = (await aws.objects()).keys();
    await aws.put(key, gzipSync("cut short").subarray(0, 15));

    const pages = await empty(place);

    expect(pages.flat().filter((id) => id === "?")).toEqual(["?"]);
    expect([...(await aws.objects()).keys()]).toEqual([key]);
  });

  it("reads plain lines under a name that says gzip", async () => {
    const { aws, place } = await aBucket([["a"]]);
    const [key = ""] = (await aws.objects()).keys();
    await aws.put(key, Buffer.from(`${JSON.stringify({})}\n`));

    const pages = await empty(place);

    expect(pages).toEqual([["?"]]);
  });

  it("reads only what is below the given prefix", async () => {
    const { aws, place } = await aBucket([["a"]], zipped, "2026/03/04/elastic/");
    const other = "siem/letters/2026/03/05/elastic/mapping/20260305T050607.000Z";
    const id = "00000000-0000-0000-0000-000000000000";
    await aws.put(`${other}-${id}.ndjson`, Buffer.from("{}\n"));

    const total = await place.measure(signal);
    const pages = await empty(place);

    expect(total).toBe(1);
    expect(pages).toEqual([["a"]]);
    expect((await aws.objects()).size).toBe(1);
  });

  it("loses nothing when it breaks off between delivery and removal", async () => {
    const { aws, place } = await aBucket([["a", "b", "c"]]);

    const pages = place.pages(signal)[Symbol.asyncIterator]();
    const first = await pages.next();
    first.value.settle(new Set(first.value.found));
    await pages.return?.();

    const lines = await aws.lettersInBucket();
    expect(idsIn(lines)).toEqual(["a", "b", "c"]);
  });

  it("keeps what it had not shown when it is to stop", async () => {
    const { aws, place } = await aBucket([["a", "b", "c", "d", "e"]]);
    const stopping = new AbortController();
    const stop = () => {
      stopping.abort();
      return true;
    };

    await empty(place, stop, stopping.signal);

    expect(idsIn(await aws.lettersInBucket())).toEqual(["c", "d", "e"]);
  });

  it("measures in objects, and each once", async () => {
    const { place } = await aBucket([["a", "b", "c"], ["d"]]);
    let amount = 0;

    const total = await place.measure(signal);
    for await (const page of place.pages(signal)) {
      amount += page.amount;
      page.settle(new Set());
    }

    expect({ total, amount }).toEqual({ total: 2, amount: 2 });
  });

  it("lists on after the last key of a page", async () => {
    await using stub = await S3Stub.start();
    const keys = ["3", "4"].map(
      (day) => `2026/03/0${day}/elastic/mapping/2026030${day}T050607.000Z-${someId}.ndjson`,
    );
    stub.next(...keys.map((key, at) => aList(key, at === 0)));
    const place = aPlace(
      { bucket: lettersBucket, compression: "none" },
      () => new S3Client({ ...clientConfig, endpoint: stub.endpoint, forcePathStyle: true }),
    );

    const total = await place.measure(signal);

    const after = stub.requests.map(({ path }) =>
      new URL(path, stub.endpoint).searchParams.get("start-after"),
    );
    expect(total).toBe(2);
    expect(after).toEqual([null, keys[0]]);
  });

  it("leaves alone what only begins like the prefix", async () => {
    const { aws, place } = await aBucket([["a"]]);
    const [key = ""] = (await aws.objects()).keys();
    await aws.put(key.replace("siem/letters/", "siem/letters2/"), Buffer.from("{}\n"));

    const pages = await empty(place);

    expect(pages).toEqual([["a"]]);
  });

  it("says what to do where the bucket can't be listed", async () => {
    const { aws, place } = await aBucket([]);
    const missing = aPlace({ bucket: "missing", compression: "none" }, () => aws.s3());

    await expect(empty(place)).resolves.toEqual([]);
    await expect(empty(missing)).rejects.toThrow(PlaceTrouble);
    await expect(empty(missing)).rejects.toThrow(/replay dead letters of s3:\/\/missing.*create/);
  });
});

function aPlace(place: S3DeadLetterConfig, createClient: () => S3Client) {
  return createS3Place({
    config: place,
    below: "",
    createClient,
    clock,
    limits: { letters: 1, bytes: 1 },
  });
}

const someId = "00000000-0000-0000-0000-000000000000";
const clientConfig = {
  region: "us-east-1",
  credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" },
};

function aList(key: string, isTruncated: boolean): S3Answer {
  const contents = `<Contents><Key>${key}</Key></Contents>`;
  const list = `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${contents}</ListBucketResult>`;
  return (_request, response) => void response.writeHead(200).end(list);
}
