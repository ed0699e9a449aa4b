import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { expectBalance } from "../support/books.ts";
import { startDaemon, type Daemon } from "../support/daemon.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { useCloud, type Cloud } from "./cloud.ts";
import { elasticDestination, operatorConfig } from "./operator-config.ts";
import { idsFoundIn } from "./questions.ts";
import { sendTrail, someRecords } from "./sent-trail.ts";
import { nginx, type ProxyRules } from "./servers/nginx.ts";
import { startServer } from "./servers/provider.ts";
import { startSearchServer, type SearchServer } from "./servers/search-server.ts";
import { startFaultyProxy, type Toxic } from "./servers/toxiproxy.ts";

const patience = { timeout: 45_000, interval: 50 };
const records = someRecords(1000);

describe("Elasticsearch behind a proxy", () => {
  const makeCloud = useCloud();
  let server: SearchServer;
  let cloud: Cloud;
  let ids: readonly string[];
  let stream = "";
  let streams = 0;
  beforeAll(async () => {
    server = await startSearchServer("Elasticsearch 9");
    await server.ask("PUT", "_index_template/proxied", {
      index_patterns: ["proxied-*"],
      data_stream: {},
      template: { settings: { "index.mapping.total_fields.limit": 10_000 } },
    });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    streams += 1;
    stream = `proxied-${streams}`;
    cloud = await makeCloud();
    ids = await sendTrail(records, cloud);
  });

  /** In small batches, so that there are many requests. */
  function startBehind(url: URL, more: object = {}): Promise<Daemon> {
    const destination = elasticDestination(server, {
      url,
      data_stream: stream,
      batch: { max_events: 100 },
      request_timeout: "2s",
      ...more,
    });
    return startDaemon(operatorConfig({ ...cloud, destination }));
  }

  async function expectAllOnce(daemon: Daemon): Promise<void> {
    await vi.waitUntil(async () => (await cloud.queue.depth()) === 0, patience);
    await server.ask("POST", `${stream}/_refresh`);
    expect(await idsFoundIn(server, stream, { match_all: {} })).toEqual([...ids].sort());
    expect(await daemon.books()).toMatchObject({ read: ids.length, deadLettered: 0 });
    await expectBalance(daemon);
    expect((await daemon.problems()).reasons).toEqual({});
  }

  describe("such as nginx", () => {
    it("waits for the right password, and takes it without a restart", async () => {
      const user = { username: "trailferry", password: "right" };
      const passwordFile = join(await temporaryDirectory(), "password");
      await writeFile(passwordFile, "wrong");
      const url = await startNginx(server, { user });
      const auth = { username: user.username, password: `\${file:${passwordFile}}` };

      const daemon = await startBehind(url, { auth });
      await vi.waitUntil(() => isTold(daemon, "401"), patience);
      const { delivered } = await daemon.books();
      await writeFile(passwordFile, user.password);

      expect(delivered).toBe(0);
      await expectAllOnce(daemon);
    });

    it("splits what is too large for it", async () => {
      const url = await startNginx(server, { maxBodyBytes: 20_000 });

      const daemon = await startBehind(url, { batch: { max_events: 500 } });

      await expectAllOnce(daemon);
      expect(await daemon.attempts("too_large")).toBeGreaterThan(0);
    });

    it("slows down when it is told to", async () => {
      const url = await startNginx(server, { requestsPerSecond: 2 });

      const daemon = await startBehind(url);

      await expectAllOnce(daemon);
      expect(await daemon.attempts("throttled")).toBeGreaterThan(0);
    });

    it("comes back after a maintenance", async () => {
      const closedFile = join(await temporaryDirectory(), "closed");
      await writeFile(closedFile, "");
      const url = await startNginx(server, { closedFile });

      const daemon = await startBehind(url);
      await vi.waitUntil(() => isTold(daemon, "503"), patience);
      await rm(closedFile);

      await expectAllOnce(daemon);
    });
  });

  describe("whose connections", () => {
    const faults: readonly {
      readonly what: string;
      readonly outcome: string;
      readonly toxic: Toxic;
    }[] = [
      {
        what: "are reset while it is sent",
        outcome: "unreachable",
        toxic: { type: "reset_peer", stream: "upstream", attributes: { timeout: 5 } },
      },
      {
        what: "are cut amid a request",
        outcome: "unreachable",
        toxic: { type: "limit_data", stream: "upstream", attributes: { bytes: 5000 } },
      },
      {
        what: "fall silent",
        outcome: "timeout",
        toxic: { type: "timeout", stream: "downstream", attributes: { timeout: 0 } },
      },
    ];

    it.each(faults)("$what", async ({ outcome, toxic }) => {
      const proxy = await startFaultyProxy(server.url);
      onTestFinished(() => proxy.stop());
      await proxy.poison(toxic);

      const daemon = await startBehind(proxy.url);
      await vi.waitUntil(async () => (await daemon.attempts(outcome)) >= 4, patience);
      await proxy.heal();

      await expectAllOnce(daemon);
    });

    it("are cut amid an answer, when everything is stored", async () => {
      const proxy = await startFaultyProxy(server.url);
      onTestFinished(() => proxy.stop());
      await proxy.poison({ type: "limit_data", stream: "downstream", attributes: { bytes: 200 } });

      const daemon = await startBehind(proxy.url);
      await vi.waitUntil(async () => (await daemon.attempts("unreachable")) >= 4, patience);
      await proxy.heal();

      await expectAllOnce(daemon);
      expect((await daemon.books()).duplicates).toBeGreaterThan(0);
    });

    it("are refused for a while", async () => {
      const proxy = await startFaultyProxy(server.url);
      onTestFinished(() => proxy.stop());
      await proxy.setEnabled(false);

      const daemon = await startBehind(proxy.url);
      await vi.waitUntil(() => isTold(daemon, "ECONNREFUSED"), patience);
      await proxy.setEnabled(true);

      await expectAllOnce(daemon);
    });

    it("are slow and come in pieces", async () => {
      const proxy = await startFaultyProxy(server.url);
      onTestFinished(() => proxy.stop());
      const latency = { latency: 100, jitter: 50 };
      await proxy.poison({ type: "latency", stream: "upstream", attributes: latency });
      const pieces = { average_size: 1000, size_variation: 900, delay: 100 };
      await proxy.poison({ type: "slicer", stream: "downstream", attributes: pieces });

      const daemon = await startBehind(proxy.url);

      await expectAllOnce(daemon);
    });
  });
});

/** Stopped when the test is over. */
async function startNginx(server: SearchServer, rules: ProxyRules): Promise<URL> {
  const proxy = await startServer(nginx(server.url, rules));
  onTestFinished(() => proxy.stop());
  return proxy.url;
}

/** Whether `/readyz` names this. */
async function isTold(daemon: Daemon, what: string): Promise<boolean> {
  const { code, reasons } = await daemon.problems();
  return code === 503 && Object.values(reasons).some((reason) => reason.includes(what));
}
