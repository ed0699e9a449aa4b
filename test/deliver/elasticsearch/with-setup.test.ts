import { describe, expect, it, onTestFinished } from "vitest";
import type { SetupTarget } from "../../../src/deliver/elasticsearch/setup/set-up.ts";
import { withSetup } from "../../../src/deliver/elasticsearch/setup/with-setup.ts";
import { batchOf } from "../../../src/event.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { anAwsAuth, awsComplaint } from "../../support/aws-keys.ts";
import { anElasticsearchConfig } from "../../support/elasticsearch-config.ts";
import { someEvents } from "../../support/events.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { ScriptedDestination } from "../../support/scripted-destination.ts";
import { TemplateServer } from "../../support/template-server.ts";

const { signal } = new AbortController();
const batch = batchOf(someEvents("a"));
const denied = { status: 403, body: '{"error":"no rights"}' };

describe("withSetup", () => {
  it("puts the templates in place before the first delivery, and once", async () => {
    const server = await TemplateServer.start(elasticsearch);
    let putsBefore = 0;
    const inner = new ScriptedDestination((_batch) => {
      putsBefore = server.puts.length;
      return { retryable: [], rejected: [], duplicates: 0 };
    });
    const destination = prepared(inner, server.url);

    await Promise.all([destination.deliver(batch, signal), destination.deliver(batch, signal)]);
    await destination.deliver(batch, signal);

    expect([putsBefore, server.puts.length]).toEqual([4, 4]);
    expect(inner.attempts).toHaveLength(3);
  });

  it("puts them in place before there is an event, where it is told to", async () => {
    const server = await TemplateServer.start(elasticsearch);
    const inner = new ScriptedDestination();

    await prepared(inner, server.url).prepare();

    expect(server.puts).toHaveLength(4);
    expect(inner.attempts).toEqual([]);
  });

  it("delivers nothing while something is in the way, tells it, and goes on when it is gone", async () => {
    const server = await TemplateServer.start(elasticsearch);
    server.refuse = (request) => (request.startsWith("PUT _component") ? denied : undefined);
    const inner = new ScriptedDestination();
    const destination = prepared(inner, server.url);

    const early = await destination.deliver(batch, signal);
    const before = [...inner.attempts];
    server.refuse = () => undefined;
    const late = await destination.deliver(batch, signal);

    expect(early.trouble).toMatchObject({ kind: "missing" });
    expect(early.trouble?.message).toMatch(/Could not set up the server\..*no rights/);
    expect(before).toEqual([]);
    expect(late.retryable).toEqual([]);
  });

  it("waits for a server that is not there yet", async () => {
    const inner = new ScriptedDestination();
    const destination = prepared(inner, new URL("http://127.0.0.1:9"));

    const report = await destination.deliver(batch, signal);

    expect(report.retryable).toEqual(batch.events);
    expect(report.trouble?.message).toContain("127.0.0.1:9");
  });

  it("is called off at once, and leaves no timer", async () => {
    const server = await TemplateServer.start(elasticsearch);
    const clock = new ManualClock();
    const destination = prepared(new ScriptedDestination(), server.url, { clock });

    const report = await destination.deliver(batch, AbortSignal.abort());
    await destination.close();

    expect(report.trouble?.kind).toBe("aborted");
    expect(clock.pending).toBe(0);
  });

  it("signs what it asks of an AWS domain", async () => {
    const complaint = awsComplaint("es");
    const version = { number: "3.1.0", distribution: "opensearch" };
    const server = await TemplateServer.start({ version, complaint });

    const report = await prepared(new ScriptedDestination(), server.url, {
      auth: anAwsAuth(),
    }).deliver(batch, signal);

    expect(report.trouble).toBeUndefined();
    expect(server.puts).toHaveLength(4);
  });
});

const elasticsearch = { version: { number: "9.1.0" } };

interface Changes {
  readonly clock?: ManualClock;
  readonly auth?: ReturnType<typeof anAwsAuth>;
}

function prepared(inner: ScriptedDestination, url: URL, changes: Changes = {}) {
  const { clock = new ManualClock(), auth } = changes;
  const target: SetupTarget = {
    connection: anElasticsearchConfig({ urls: [url], auth }),
    format: "ecs",
    payloads: "text",
    takeOver: false,
  };
  const parts = { clock, log: silentLogger, version: "1.2.0" };
  const destination = withSetup(inner, target, parts);
  onTestFinished(() => destination.close());
  return destination;
}
