import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, onTestFinished } from "vitest";
import { createSplunkHecDestination } from "../../src/deliver/splunk-hec/destination.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import { makeCertificate, type Certificate } from "../support/certificate.ts";
import { hecAnswer } from "../support/hec-answer.ts";
import { HecServer, type HecReaction, type HecServerOptions } from "../support/hec-server.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { anAcknowledgment, aSplunkHecConfig } from "../support/splunk-hec-config.ts";
import { describeDestination, type Stage, type Stages } from "./describe-destination.ts";

const directory = await mkdtemp(join(tmpdir(), "trailferry-contract-hec-"));
const certificate = await makeCertificate(directory);
afterAll(() => rm(directory, { recursive: true }));

describeDestination("splunk_hec", stages({ useAck: false }));
describeDestination("splunk_hec with indexer acknowledgment", stages({ useAck: true }));

interface Setting {
  /** Of the token; the destination is set up to match. */
  readonly useAck: boolean;
}

function stages(setting: Setting): Stages {
  const facing = (reaction: HecReaction) => facingServer(reaction, setting);
  /** It has the events and does not say so: they are sent again, and it can't tell. */
  const storing = async (reaction: HecReaction): Promise<Stage> => ({
    ...(await facing(reaction)),
    repeats: true,
  });
  const nowhere = new URL("http://nowhere.invalid:8088");
  return {
    accepted: () => facing({ kind: "store" }),
    throttled: () => facing({ kind: "refuse", status: 429, headers: { "retry-after": "7" } }),
    unavailable: () => facing({ kind: "refuse", status: 503, body: hecAnswer(9) }),
    too_large: () => facing({ kind: "refuse", status: 413 }),
    malformed: () => facing({ kind: "refuse", status: 400, body: hecAnswer(6) }),
    unauthorized: () => facing({ kind: "refuse", status: 401, body: hecAnswer(3) }),
    forbidden: () => facing({ kind: "refuse", status: 403, body: hecAnswer(1) }),
    missing: () => facing({ kind: "refuse", status: 400, body: hecAnswer(7) }),
    reset_at_once: () => facing({ kind: "reset", at: "head" }),
    reset_before_storing: () => facing({ kind: "reset", at: "body" }),
    answer_lost: () => storing({ kind: "reset", at: "stored" }),
    answer_cut: () => storing({ kind: "reset", at: "half_answer" }),
    silent: () => storing({ kind: "stall", at: "stored" }),
    slow_answer: () => storing({ kind: "stall", at: "half_answer" }),
    garbage: () => storing({ kind: "lie", answer: "<html>Welcome</html>" }),
    nobody_there: () => facingNobody(setting),
    unknown_host: () => Promise.resolve(stageAt(nowhere, setting)),
    aborted: () => storing({ kind: "stall", at: "stored" }),
    ...(certificate !== undefined && {
      untrusted_certificate: () => facingStranger(certificate, setting),
    }),
  };
}

/** A server that reacts so to requests with events. */
async function facingServer(reaction: HecReaction, setting: Setting): Promise<Stage> {
  const server = await startServer(setting);
  server.react = () => reaction;
  return {
    ...stageAt(server.url, setting),
    silence: server.stalled(),
    held: () => Promise.resolve(heldBy(server)),
    heal() {
      server.react = () => ({ kind: "store" });
      return Promise.resolve();
    },
  };
}

async function facingNobody(setting: Setting): Promise<Stage> {
  const server = await startServer(setting);
  const { url } = server;
  await server.close();
  let revived: HecServer | undefined;
  return {
    ...stageAt(url, setting),
    held: () => Promise.resolve(revived === undefined ? [] : heldBy(revived)),
    async heal() {
      revived = await startServer({ ...setting, port: Number(url.port) });
    },
  };
}

/** The authority it trusts is another one, until the right one is put into the file. */
async function facingStranger(
  { certFile, cert, key }: Certificate,
  setting: Setting,
): Promise<Stage> {
  const caFile = join(directory, "trusted.pem");
  await writeFile(caFile, rootCertificates[0] ?? "");
  const server = await startServer({ ...setting, tls: { cert, key } });
  return {
    ...stageAt(server.url, setting, { caFile }),
    held: () => Promise.resolve(heldBy(server)),
    heal: () => copyFile(certFile, caFile),
  };
}

function stageAt(url: URL, { useAck }: Setting, tls: { readonly caFile?: string } = {}): Stage {
  const clock = new ManualClock();
  const acknowledgment = useAck ? { acknowledgment: anAcknowledgment() } : {};
  const config = aSplunkHecConfig({ urls: [url], tls, ...acknowledgment });
  return {
    destination: createSplunkHecDestination(config, { clock, log: silentLogger }),
    clock,
    held: () => Promise.resolve([]),
  };
}

async function startServer(options: HecServerOptions): Promise<HecServer> {
  const server = await HecServer.start(options);
  onTestFinished(() => server.close());
  return server;
}

function heldBy(server: HecServer): readonly string[] {
  return server.events.map(({ raw }) => JSON.parse(raw).eventID);
}
