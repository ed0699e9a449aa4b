import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { recordedRecords } from "../../bench/trail/recorded.ts";
import { expectBalance } from "../support/books.ts";
import { trailferry } from "../support/command-line.ts";
import { startDaemon } from "../support/daemon.ts";
import { readDeadLetters } from "../support/dead-letters.ts";
import { useCloud } from "./cloud.ts";
import { captured } from "./corpora.ts";
import { mendTemplate, putDemandingTemplate } from "./demanding-template.ts";
import { elasticDestination, operatorConfig } from "./operator-config.ts";
import { bucketsOf, countIn, idsFoundIn } from "./questions.ts";
import { idOf, isRefused, sendTrail, someRecords, textIn } from "./sent-trail.ts";
import { searchServers, startSearchServer, type SearchServer } from "./servers/search-server.ts";

const patience = { timeout: 180_000, interval: 50 };
const testTimeout = 240_000;
const all = "audit-aws.cloudtrail-*";
const stream = "audit-aws.cloudtrail-generated";
const records = someRecords(20_000, { refusedOneIn: 1000 });
const everything = { match_all: {} };
const most = 100_000;
const taken = records.filter((record) => !isRefused(record));

const makeCloud = useCloud();

describe.each(searchServers)("a real %s behind the daemon", (name) => {
  let server: SearchServer;
  let folder: string;
  let deadLetterPath: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "trailferry-forwarded-"));
    deadLetterPath = join(folder, "dead-letters.ndjson");
    server = await startSearchServer(name);
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A configuration for the commands. */
  async function configFile(): Promise<string> {
    const file = join(folder, "config.yaml");
    const destination = elasticDestination(server, { data_stream: stream });
    const config = operatorConfig({ ...(await makeCloud()), destination, deadLetterPath });
    await writeFile(file, JSON.stringify(config));
    return file;
  }

  it("is set up by the command, whose second run changes nothing", async () => {
    const file = await configFile();

    const first = await trailferry(["setup", "-c", file]);
    const second = await trailferry(["setup", "-c", file]);

    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain("created: index template");
    expect(second).toMatchObject({ code: 0, stderr: "" });
    expect(second.stdout).not.toMatch(/created|updated/);
  });

  it(
    "gets 20,000 records once although it is restarted, but for those it refuses",
    { timeout: testTimeout },
    async () => {
      await putDemandingTemplate(server, all);
      const cloud = await makeCloud();
      const destination = elasticDestination(server, {
        data_stream: stream,
        batch: { max_events: 500 },
        concurrency: { max: 2 },
      });
      await sendTrail(records, cloud);

      const daemon = await startDaemon(operatorConfig({ ...cloud, destination, deadLetterPath }));
      await vi.waitUntil(async () => (await daemon.books()).delivered > 4000, patience);
      await server.restart();
      const { delivered: deliveredBefore } = await daemon.books();
      await vi.waitUntil(async () => (await cloud.queue.depth()) === 0, patience);

      expect(deliveredBefore).toBeLessThan(taken.length);
      await server.ask("POST", `${stream}/_refresh`);
      expect(await countIn(server, stream)).toBe(taken.length);
      expect(await idsFoundIn(server, stream, everything, most)).toEqual(taken.map(idOf).sort());
      const letters = await readDeadLetters(deadLetterPath);
      expect([...letters.keys()].sort()).toEqual(records.filter(isRefused).map(idOf).sort());
      for (const { reason, message } of letters.values()) {
        expect(reason).toBe("mapping");
        expect(message).toContain("api_version");
      }
      await expectBalance(daemon);
      expect(await daemon.stop()).toMatchObject({ code: 0 });
    },
  );

  it("finds an action by a Lucene query", async () => {
    const query = "event.action:(GetObject OR PutBucketPolicy) AND event.outcome:failure";
    const found = await idsFoundIn(server, stream, { query_string: { query } }, most);

    const meant = taken.filter(
      (record) =>
        ["GetObject", "PutBucketPolicy"].includes(textIn(record, "eventName")) &&
        textIn(record, "errorCode") !== "",
    );
    expect(found).toEqual(meant.map(idOf).sort());
    expect(found).not.toEqual([]);
  });

  it("counts the events of each account", async () => {
    const counts = await bucketsOf(server, stream, "cloud.account.id");

    const accounts = Map.groupBy(taken, (record) => textIn(record, "recipientAccountId"));
    expect(counts).toEqual(
      new Map(Array.from(accounts, ([account, { length }]) => [account, length])),
    );
    expect(counts.size).toBe(2);
  });

  it("finds a span of time", async () => {
    const [gte, lt] = ["2026-11-22T00:05:00Z", "2026-11-22T00:06:00Z"];
    const found = await idsFoundIn(server, stream, { range: { "@timestamp": { gte, lt } } }, most);

    const meant = taken.filter((record) => {
      const time = Date.parse(textIn(record, "eventTime"));
      return time >= Date.parse(gte) && time < Date.parse(lt);
    });
    expect(found).toEqual(meant.map(idOf).sort());
    expect(found).not.toEqual([]);
  });

  it("takes what it refused when the template is mended and the dead letters are replayed", async () => {
    const file = await configFile();
    await mendTemplate(server, all, stream);

    const replay = await trailferry(["replay", "-c", file]);

    expect(replay).toMatchObject({ code: 0 });
    await server.ask("POST", `${stream}/_refresh`);
    expect(await idsFoundIn(server, stream, everything, most)).toEqual(records.map(idOf).sort());
    expect(existsSync(deadLetterPath)).toBe(false);
  });

  it.skipIf(!existsSync(captured))(
    "gets 20,000 captured records once although it is restarted",
    { timeout: testTimeout },
    async () => {
      const cloud = await makeCloud();
      const data_stream = "audit-aws.cloudtrail-captured";
      const destination = elasticDestination(server, { data_stream, concurrency: { max: 2 } });
      const recorded = await recordedRecords(fileURLToPath(captured), 1);
      const ids = await sendTrail(
        Array.from({ length: 20_000 }, () => recorded.next().value),
        cloud,
      );

      const daemon = await startDaemon(operatorConfig({ ...cloud, destination, deadLetterPath }));
      await vi.waitUntil(async () => (await daemon.books()).delivered > 4000, patience);
      await server.restart();
      const { delivered: deliveredBefore } = await daemon.books();
      await vi.waitUntil(async () => (await cloud.queue.depth()) === 0, patience);

      await server.ask("POST", `${data_stream}/_refresh`);
      expect(deliveredBefore).toBeLessThan(ids.length);
      const found = await idsFoundIn(server, data_stream, everything, most);
      expect(found).toEqual([...new Set(ids)].sort());
      expect(await daemon.books()).toMatchObject({ read: ids.length, deadLettered: 0 });
      await expectBalance(daemon);
    },
  );
});
