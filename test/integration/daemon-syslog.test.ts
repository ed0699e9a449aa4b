import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { expectBalance } from "../support/books.ts";
import { trailferry } from "../support/command-line.ts";
import { startDaemon } from "../support/daemon.ts";
import { readDeadLetters } from "../support/dead-letters.ts";
import { printFigures } from "../support/figures.ts";
import { useCloud, type Cloud } from "./cloud.ts";
import { prepareLogServers, startProduct } from "./log-servers.ts";
import { recordsWithLongOnes } from "./long-records.ts";
import { limitMessages } from "./message-limit.ts";
import { operatorConfig } from "./operator-config.ts";
import { idOf, sendTrail, textIn } from "./sent-trail.ts";
import type { LogProduct, LogServer } from "./servers/log-server.ts";
import { readWritten } from "./servers/written.ts";
import { missing } from "./syslog-sending.ts";

const patience = { timeout: 90_000, interval: 100 };
const testTimeout = 120_000;
const limitBytes = 96 * 1024;
const higherLimitBytes = 256 * 1024;
const [atOnce, batchEvents, window] = [4, 500, 128];
const unsettledMiB = 4;

const credentials = await prepareLogServers();
const makeCloud = useCloud();
const records = await recordsWithLongOnes(20_000, { longOneIn: 1000, longBytes: limitBytes });
const taken = records.filter((record) => !isTooLong(record));
const tooLong = records.filter(isTooLong);

interface Way {
  readonly product: LogProduct;
  readonly scheme: "relps" | "tcp" | "tls";
  /** A crash leaves the server no time to write what it has. */
  readonly interruption: "restart" | "crash";
  readonly options: object;
  /** Whether delivered is only what the server has written, at any moment. */
  readonly answers: boolean;
  /** All that can be on its way at a moment, which an interruption may have written twice. Nothing else ever is. */
  readonly mostRepeats: number;
}

const settling = {
  interruption: "restart",
  options: {
    confirm: "settle",
    settle_delay: "500ms",
    max_unsettled_size: `${unsettledMiB}MiB`,
  },
  answers: false,
  mostRepeats: (unsettledMiB * 2 ** 20) / Math.min(...records.map(({ length }) => length)),
} as const;
const ways: readonly Way[] = [
  {
    product: "rsyslog",
    scheme: "relps",
    interruption: "crash",
    options: { window },
    answers: true,
    mostRepeats: atOnce * window,
  },
  { product: "rsyslog", scheme: "tcp", ...settling },
  { product: "syslog-ng", scheme: "tls", ...settling },
];

describe.each(ways)("$product by $scheme behind the daemon", (way) => {
  const { product, scheme, interruption, answers, mostRepeats } = way;
  let server: LogServer;
  let cloud: Cloud;
  let folder: string;
  let deadLetterPath: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "trailferry-daemon-syslog-"));
    deadLetterPath = join(folder, "dead-letters.ndjson");
    server = await startProduct(product, credentials);
    cloud = await makeCloud();
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function configWith(maxMessageBytes: number): object {
    const destination = syslogDestination(server, way, maxMessageBytes);
    return operatorConfig({ ...cloud, destination, deadLetterPath });
  }

  it(
    `gets 20,000 records in spite of a ${interruption}, but for those that are too long for it`,
    { timeout: testTimeout },
    async () => {
      await limitMessages(server, limitBytes);
      await sendTrail(records, cloud);
      const startedAt = performance.now();

      const daemon = await startDaemon(configWith(limitBytes));
      await vi.waitUntil(async () => (await daemon.books("soc")).delivered > 4000, patience);
      const { delivered: deliveredBefore } = await daemon.books("soc");
      const writtenBefore = await linesIn(server.file);
      await server[interruption]();
      await vi.waitUntil(async () => (await cloud.queue.depth()) === 0, patience);
      const seconds = (performance.now() - startedAt) / 1000;
      const written = await writtenWith(server, taken);

      const repeats = missing(written, taken).length;
      printFigures(`${product} by ${scheme}`, {
        records: records.length,
        seconds: seconds.toFixed(1),
        [`delivered before the ${interruption}`]: deliveredBefore,
        repeats,
        "peak MiB": (await daemon.memory())?.peakMiB,
      });
      expect(deliveredBefore).toBeLessThan(taken.length);
      if (answers) expect(writtenBefore).toBeGreaterThanOrEqual(deliveredBefore);
      expect(someOf(strangers(written, taken))).toEqual([]);
      expect(repeats).toBeLessThanOrEqual(mostRepeats);
      const letters = await readDeadLetters(deadLetterPath);
      expect([...letters.keys()].sort()).toEqual(tooLong.map(idOf).sort());
      expect(new Set(Array.from(letters.values(), ({ reason }) => reason))).toEqual(
        new Set(["too_large"]),
      );
      expect(await daemon.books("soc")).toMatchObject({
        read: records.length,
        delivered: taken.length,
        deadLettered: tooLong.length,
      });
      await expectBalance(daemon, "soc");
      expect(await daemon.stop()).toMatchObject({ code: 0 });
    },
  );

  it("gets those too when it takes longer ones and the dead letters are replayed", async () => {
    await limitMessages(server, higherLimitBytes);
    const file = join(folder, "config.yaml");
    await writeFile(file, JSON.stringify(configWith(higherLimitBytes)));

    const replay = await trailferry(["replay", "-c", file]);

    expect(replay).toMatchObject({ code: 0 });
    const written = await writtenWith(server, records);
    expect(someOf(missing(written.filter(isTooLong), tooLong))).toEqual([]);
    expect(existsSync(deadLetterPath)).toBe(false);
  });
});

function isTooLong(record: string): boolean {
  return record.length > limitBytes;
}

function syslogDestination(
  { ports }: LogServer,
  { scheme, options }: Way,
  maxMessageBytes: number,
): object {
  const { caFile, certFile, keyFile } = credentials.sender;
  const tls = { ca_file: caFile, cert_file: certFile, key_file: keyFile };
  return {
    name: "soc",
    type: "syslog",
    url: `${scheme}://127.0.0.1:${ports[scheme]}`,
    format: "raw",
    max_message_size: `${maxMessageBytes}B`,
    batch: { max_events: batchEvents },
    concurrency: { max: atOnce },
    retry: { initial: "50ms", max: "500ms" },
    ...(scheme !== "tcp" && { tls }),
    ...options,
  };
}

/** Waits until the server has written all of these, and returns all that it has written. */
async function writtenWith(
  server: LogServer,
  expected: readonly string[],
): Promise<readonly string[]> {
  return vi.waitFor(async () => {
    const written = (await readWritten(server, 0)).map(({ message }) => message);
    expect(someOf(missing(expected, written))).toEqual([]);
    return written;
  }, writing);
}

const writing = { timeout: 20_000, interval: 500 };

/** Enough of them for a failure to show. */
function someOf(messages: readonly string[]): readonly string[] {
  return messages.slice(0, 3);
}

async function linesIn(file: string): Promise<number> {
  return (await readFile(file, "utf8")).split("\n").length - 1;
}

/** Those whose event ids nobody has sent. */
function strangers(written: readonly string[], sent: readonly string[]): readonly string[] {
  const ids = new Set(sent.map(eventIdOf));
  return written.filter((message) => !ids.has(eventIdOf(message)));
}

function eventIdOf(record: string): string {
  return textIn(record, "eventID");
}
