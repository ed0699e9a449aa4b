import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { announceTrail, type AnnouncedTrail } from "../support/announced-trail.ts";
import { expectBalance } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon, type Daemon } from "../support/daemon.ts";
import { HecServer } from "../support/hec-server.ts";
import { setScene, type Scene } from "../support/scene.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { eventIdIn } from "../support/trail-ids.ts";
import type { ProxyRules } from "./servers/nginx.ts";
import { complaintAbout, splunkDestination, startProxy } from "./splunk.ts";

const patience = { timeout: 45_000, interval: 50 };

describe("Splunk with acknowledgment, behind nginx", () => {
  let scene: Scene;
  let splunk: HecServer;
  let trail: AnnouncedTrail;
  beforeEach(async () => {
    scene = await setScene();
    splunk = await HecServer.start({ useAck: true, ackDelayMs: 200 });
    onTestFinished(() => splunk.close());
    trail = await announceTrail(scene.aws, { objects: 5, recordsPerObject: 200 });
  });

  /** In small batches, so that there are many requests. */
  async function startBehind(rules: ProxyRules, more: object = {}): Promise<Daemon> {
    const proxy = await startProxy(splunk, rules);
    const destination = splunkDestination(proxy, { batch: { max_events: 100 }, ...more });
    return startDaemon({ ...daemonConfig(scene), destinations: [destination] });
  }

  async function expectAll(daemon: Daemon): Promise<void> {
    await vi.waitUntil(() => scene.aws.isEmpty, patience);
    const held = new Set(splunk.events.map(({ raw }) => eventIdIn(raw)));
    expect(held).toEqual(new Set(Array.from(trail.records.values(), eventIdIn)));
    const { size: read } = trail.records;
    expect(await daemon.books("splunk")).toMatchObject({ read, delivered: read, deadLettered: 0 });
    await expectBalance(daemon, "splunk");
    expect(await daemon.problems()).toMatchObject({ reasons: {} });
  }

  it.each([
    { status: 401, advice: "Check `token`" },
    { status: 403, advice: "see what else between here and there may refuse it" },
  ] as const)(
    "waits while the proxy refuses it by a page with $status, and names that",
    async ({ status, advice }) => {
      const closedFile = join(await temporaryDirectory(), "closed");
      await writeFile(closedFile, "");

      const daemon = await startBehind({ closedFile, closedStatus: status });
      const complaint = await complaintAbout(daemon, String(status));
      const { delivered, deadLettered } = await daemon.books("splunk");
      await rm(closedFile);

      expect(complaint).toContain(advice);
      expect({ delivered, deadLettered }).toEqual({ delivered: 0, deadLettered: 0 });
      await expectAll(daemon);
    },
  );

  it("splits what is too large for the proxy", async () => {
    const daemon = await startBehind({ maxBodyBytes: 20_000 }, { batch: { max_events: 500 } });

    await expectAll(daemon);
    expect(await daemon.attempts("too_large", "splunk")).toBeGreaterThan(0);
  });

  it("slows down when the proxy says so", async () => {
    // Questions count for the proxy as events do.
    const acknowledgment = { ask_every: "1s" };
    const daemon = await startBehind({ requestsPerSecond: 5 }, { acknowledgment });

    await expectAll(daemon);
    expect(await daemon.attempts("throttled", "splunk")).toBeGreaterThan(0);
  });

  it("comes back after a maintenance", async () => {
    const closedFile = join(await temporaryDirectory(), "closed");
    await writeFile(closedFile, "");

    const daemon = await startBehind({ closedFile });
    const complaint = await complaintAbout(daemon, "503");
    await rm(closedFile);

    expect(complaint).toContain("It is tried again.");
    await expectAll(daemon);
  });
});
