/**
 * The process of everything that is not measured: `node bench/servers.ts FOLDER LATENCY_MS ACKNOWLEDGE_MS`, forked by
 * `backend.ts`, which steers it by IPC. It ends with its parent.
 */
import { startAwsStub } from "./aws-stub.ts";
import { isOrder, type Progress, type Report } from "./control.ts";
import { startReceiver } from "./receiver.ts";
import { readObjects } from "./trail/objects.ts";

const reportMs = 25;
const [folder = ".", latencyMs = "0", acknowledgeMs = "0"] = process.argv.slice(2);

const aws = await startAwsStub(await readObjects(folder));
const receiver = await startReceiver({
  latencyMs: Number(latencyMs),
  acknowledgeMs: Number(acknowledgeMs),
});
const reporting = setInterval(() => report({ kind: "progress", progress: progress() }), reportMs);

process.on("message", (message) => {
  if (!isOrder(message)) return;
  if (message.kind === "send") aws.queue.send(message.messages);
  if (message.kind === "stall") receiver.stall(message.ms);
  if (message.kind === "stop") process.disconnect?.();
});
process.on("disconnect", () => {
  clearInterval(reporting);
  aws.close();
  receiver.close();
});
report({ kind: "listening", awsUrl: aws.url, receiverUrl: receiver.url });

function progress(): Progress {
  const { user, system } = process.cpuUsage();
  return {
    messagesDeleted: aws.queue.deleted,
    lastDeletedAt: aws.queue.lastDeletedAt,
    received: receiver.received,
    calls: Object.fromEntries(aws.calls),
    cpuSeconds: (user + system) / 1e6,
  };
}

function report(message: Report): void {
  process.send?.(message);
}
