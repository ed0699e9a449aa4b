import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { isReport, type Order, type Progress, type Receivers, type Timeline } from "./control.ts";
import { pinTo } from "./cpus.ts";
import type { Slowness } from "./receivers/http.ts";

/** The process of SQS, S3 and the receivers, seen from the benchmark. */
export interface Backend {
  readonly awsUrl: string;
  readonly receivers: Receivers;
  order(order: Order): void;
  /** Waits for progress that fulfils the condition. Throws when a minute passes without any progress. */
  until(condition: (progress: Progress) => boolean): Promise<Progress>;
  timeline(): Promise<Timeline>;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

export async function startBackend(
  folder: string,
  { latencyMs, acknowledgeMs }: Slowness,
  cpus: readonly number[],
): Promise<Backend> {
  const script = fileURLToPath(new URL("servers.ts", import.meta.url));
  const [execPath, ...execArgv] = [...pinTo(cpus), process.execPath];
  const args = [folder, String(latencyMs), String(acknowledgeMs)];
  const child = fork(script, args, { execPath, execArgv });
  const [first]: unknown[] = await once(child, "message");
  if (!isReport(first) || first.kind !== "listening") throw new Error("The servers did not start");

  function until(condition: (progress: Progress) => boolean): Promise<Progress> {
    return new Promise((resolve, reject) => {
      let last = "";
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        child.off("message", look);
        child.off("exit", gone);
        settle();
      };
      const gone = () => finish(() => reject(new Error("The servers ended")));
      const timer = setTimeout(() => {
        finish(() => reject(new Error(`Nothing moved for a minute: ${last}`)));
      }, patienceMs);
      const look = (message: unknown) => {
        if (!isReport(message) || message.kind !== "progress") return;
        const { progress } = message;
        if (condition(progress)) finish(() => resolve(progress));
        const now = JSON.stringify({ ...progress.received, deleted: progress.messagesDeleted });
        if (now !== last) timer.refresh();
        last = now;
      };
      child.on("message", look);
      child.once("exit", gone);
    });
  }

  return {
    awsUrl: first.awsUrl,
    receivers: first,
    order: (order) => void child.send(order),
    until,
    timeline() {
      return new Promise((resolve) => {
        const look = (message: unknown) => {
          if (!isReport(message) || message.kind !== "timeline") return;
          child.off("message", look);
          resolve(message.timeline);
        };
        child.on("message", look);
        child.send({ kind: "tell timeline" } satisfies Order);
      });
    },
    async stop() {
      const exit = once(child, "exit");
      child.send({ kind: "stop" } satisfies Order);
      await exit;
    },
  };
}
