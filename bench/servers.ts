/**
 * The process of everything that is not measured: `node bench/servers.ts FOLDER LATENCY_MS ACKNOWLEDGE_MS`, forked by
 * `backend.ts`, which steers it by IPC. It ends with its parent.
 */
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { makeCertificate } from "../test/support/certificate.ts";
import { startAwsStub } from "./aws/stub.ts";
import { isOrder, type Progress, type Report } from "./control.ts";
import { startHttpReceiver } from "./receivers/http.ts";
import { startSyslogReceiver } from "./receivers/syslog.ts";
import { Tally } from "./receivers/tally.ts";
import { readObjects } from "./trail/objects.ts";

const reportMs = 25;
const [folder = ".", latencyMs = "0", acknowledgeMs = "0"] = process.argv.slice(2);

const aws = await startAwsStub(await readObjects(folder));
const tally = new Tally();
const slowness = { latencyMs: Number(latencyMs), acknowledgeMs: Number(acknowledgeMs) };
const http = await startHttpReceiver(tally, slowness);
const tcp = await startSyslogReceiver(tally);
const certificate = await makeCertificate(await mkdtemp(join(folder, "tls-")));
const tls = certificate && (await startSyslogReceiver(tally, certificate));
const reporting = setInterval(() => report({ kind: "progress", progress: progress() }), reportMs);

process.on("message", (message) => {
  if (!isOrder(message)) return;
  if (message.kind === "send") send(message.messages, message.everyMs);
  if (message.kind === "stall") http.stall(message.ms);
  if (message.kind === "tell timeline") report({ kind: "timeline", timeline: timeline() });
  if (message.kind === "stop") process.disconnect?.();
});
process.on("disconnect", () => {
  clearInterval(reporting);
  for (const server of [aws, http, tcp, tls]) server?.close();
});
report({
  kind: "listening",
  awsUrl: aws.url,
  httpUrl: http.url,
  tcpUrl: `tcp://127.0.0.1:${tcp.port}`,
  ...(tls && {
    tls: { url: `tls://127.0.0.1:${tls.port}`, caFile: certificate?.certFile ?? "" },
  }),
});

function send(messages: number, everyMs: number): void {
  if (everyMs === 0) return aws.queue.send(messages);
  let left = messages;
  const timer = setInterval(() => {
    aws.queue.send(1);
    left -= 1;
    if (left === 0) clearInterval(timer);
  }, everyMs);
}

function progress(): Progress {
  const { user, system } = process.cpuUsage();
  return {
    messagesDeleted: aws.queue.deleted,
    lastDeletedAt: aws.queue.lastDeletedAt,
    received: tally.received,
    calls: Object.fromEntries(aws.calls),
    cpuSeconds: (user + system) / 1e6,
  };
}

function timeline() {
  const { sentAt, deletedAt } = aws.queue;
  return { sentAt, deletedAt, confirmations: tally.confirmations };
}

function report(message: Report): void {
  process.send?.(message);
}
