import { expect, it, onTestFinished, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { expectBalance } from "../support/books.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { setScene } from "../support/scene.ts";
import { hasContainers } from "./servers/provider.ts";
import { startSplunk } from "./servers/splunk/start.ts";

const patience = { timeout: 120_000, interval: 1000 };
const idsOfAll =
  'index=main sourcetype=aws:cloudtrail | rex "\\"eventID\\":\\"(?<id>[^\\"]+)\\"" | stats dc(id) AS ids';

it("is found by Splunk itself, by its event id", { timeout: 600_000 }, async ({ skip }) => {
  skip(!hasContainers(), "no container runtime");
  const splunk = await startSplunk();
  onTestFinished(() => splunk.stop());
  const scene = await setScene();
  const trail = await announceTrail(scene.aws, { objects: 40, recordsPerObject: 500 });
  const destination = {
    name: "splunk",
    type: "splunk_hec",
    url: splunk.url.href,
    token: splunk.token,
    format: "raw",
    acknowledge: "if_enabled",
    tls: { verify: false },
  };

  const daemon = await startDaemon({ ...daemonConfig(scene), destinations: [destination] });
  await vi.waitUntil(() => scene.aws.isEmpty, patience);

  // What it has taken it finds a little later.
  const allFound = async () =>
    expect(await splunk.search(idsOfAll)).toEqual({ ids: String(trail.records.size) });
  await vi.waitFor(allFound, patience);
  await expectBalance(daemon, "splunk");
});
