/**
 * The whole path with nothing outside the process: an embedded SQS and S3 with sample trails, the real pipeline with
 * acknowledgement on, events on standard output, a summary on standard error.
 */
import { S3Client } from "@aws-sdk/client-s3";
import type { App } from "../app.ts";
import { systemEnvironment } from "../config/environment.ts";
import { loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { createLogger } from "../observe/logger.ts";
import { sleep, systemClock } from "../runtime/clock.ts";
import type { Shutdown } from "../shutdown.ts";
import { host } from "./host.ts";
import { setStage, type Stage } from "./demo/stage.ts";
import { summarize, totals } from "./demo/summary.ts";

export interface DemoOptions {
  readonly format: string;
  /** Ends when every message has ended; else waits for Ctrl-C. */
  readonly once: boolean;
  /** Delivers there instead of to standard output. */
  readonly elasticsearch?: string;
}

const queue = "cloudtrail";
const region = "us-east-1";

export async function demo(options: DemoOptions): Promise<number> {
  const aws = await startAws();
  if (aws === undefined) {
    process.stderr.write(
      "The demo needs the development dependency fauxqs, which is not installed here (the container image leaves it out).\nRun it in a checkout: npm ci && npm run demo\n",
    );
    return 1;
  }
  try {
    const { queueArn } = aws.createQueue(`${queue}-dlq`);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn, maxReceiveCount: 10 });
    aws.createQueue(queue, { attributes: { VisibilityTimeout: "60", RedrivePolicy } });
    const s3 = new S3Client({ region, endpoint: aws.address, forcePathStyle: true });
    const stage = await setStage(
      s3,
      (bucket) => aws.createBucket(bucket),
      (body) => aws.sendMessage(queue, body),
    );
    s3.destroy();
    const config = configOf(aws.address, options);
    if (typeof config === "string") {
      process.stderr.write(config);
      return 2;
    }
    return await forward(config, stage, options);
  } finally {
    await aws.stop();
  }
}

/** The demo must never reach a real account, whatever the shell is set up for. */
async function startAws() {
  try {
    const { startFauxqs } = await import("fauxqs");
    for (const name of Object.keys(process.env))
      if (name.startsWith("AWS_")) delete process.env[name];
    process.env["AWS_ACCESS_KEY_ID"] = "demo";
    process.env["AWS_SECRET_ACCESS_KEY"] = "demo";
    return await startFauxqs({ port: 0, logger: false });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")
      return undefined;
    throw error;
  }
}

/** Written as an operator would write it, and read by the same code. */
function configOf(address: string, { format, elasticsearch }: DemoOptions): Config | string {
  const output =
    elasticsearch === undefined
      ? { name: "stdout", type: "stdout", format }
      : { name: "elasticsearch", type: "elasticsearch", urls: [elasticsearch], format };
  const text = JSON.stringify({
    sources: [
      {
        name: "demo",
        type: "sqs",
        queue_url: `${address}/000000000000/${queue}`,
        region,
        s3: { endpoint: address, region, path_style: true },
      },
    ],
    destinations: [output],
    admin: { listen: "off" },
    log: { level: "warn" },
    shutdown: { grace: "5s" },
  });
  const environment = systemEnvironment();
  const files = { ...environment.files, read: () => Buffer.from(text) };
  const loaded = loadConfig("demo.yaml", { ...environment, variables: {}, files });
  return loaded.ok ? loaded.config : loaded.errors.map((line) => `${line}\n`).join("");
}

function forward(config: Config, stage: Stage, options: DemoOptions): Promise<number> {
  const log = createLogger(config.log.level);
  return host(config, { log }, async ({ app, shutdown, exitCode }) => {
    process.stdout.once("error", () => {
      shutdown.stop("nobody reads the output");
      shutdown.stop("nobody reads the output");
    });
    const started = systemClock.monotonic();
    await Promise.all([app.run(), stopWhenDone(app, stage, shutdown, options)]);
    process.stderr.write(await summarize(app, stage, systemClock.monotonic() - started));
    return exitCode();
  });
}

async function stopWhenDone(
  app: App,
  stage: Stage,
  shutdown: Shutdown,
  { once }: DemoOptions,
): Promise<void> {
  const { stopping } = shutdown.signals;
  const ended = async () => (await totals(app.metrics.messagesSettled)).all >= stage.messages;
  while (!(await ended())) if (!(await sleep(systemClock, 50, stopping))) return;
  if (once) shutdown.stop("the queue is empty");
  else process.stderr.write("\nAll sample trails were forwarded. Ctrl-C ends the demo.\n");
}
