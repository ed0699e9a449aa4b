import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { Product } from "../../../src/deliver/elasticsearch/template.ts";
import { isJsonObject, type JsonObject } from "../../../src/event.ts";
import { install } from "./install.ts";

/** One node on 127.0.0.1, whose data go when it stops. */
export interface SearchServer {
  readonly product: Product;
  readonly url: URL;
  /** Throws for any answer but a success. */
  ask(method: "GET" | "PUT" | "POST", path: string, body?: JsonObject): Promise<JsonObject>;
  stop(): Promise<void>;
}

/** Returns when it answers. It also ends with this process, however that ends: its standard input is closed then. */
export async function startSearchServer(product: Product): Promise<SearchServer> {
  const { java, classPath, modules } = await install(product);
  const home = await mkdtemp(join(tmpdir(), `trailferry-${product}-`));
  if (modules !== undefined) await cp(modules, join(home, "modules"), { recursive: true });
  const port = await freePort();
  const program = ["-cp", classPath, "Server", home, String(port), String(await freePort())];
  const server = spawn(java, [...javaOptions, ...program], { cwd: home });
  const exited = once(server, "exit");
  let said = "";
  for (const output of [server.stdout, server.stderr])
    output.on("data", (text) => (said = `${said}${text}`.slice(-4000)));

  const url = new URL(`http://127.0.0.1:${port}`);
  const stop = async () => {
    server.stdin.end();
    const patience = setTimeout(() => server.kill("SIGKILL"), 20_000);
    await exited;
    clearTimeout(patience);
    await rm(home, { recursive: true, force: true });
  };
  try {
    await vi.waitUntil(() => server.exitCode !== null || answers(url), startUp);
    if (server.exitCode !== null) throw new Error(`${product} ended with ${server.exitCode}`);
  } catch (cause) {
    await stop();
    throw new Error(`Cannot start ${product}; it said: ${said}`, { cause });
  }
  return { product, url, stop, ask: (method, path, body) => ask(new URL(path, url), method, body) };
}

const startUp = { timeout: 120_000, interval: 200 };

/** A quick start counts for more than throughput. */
const javaOptions = [
  "-Xms512m",
  "-Xmx512m",
  "-XX:+UseSerialGC",
  "-XX:TieredStopAtLevel=1",
  "--enable-native-access=ALL-UNNAMED",
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("Got no port");
  return address.port;
}

async function answers(url: URL): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok === true;
}

async function ask(url: URL, method: string, body: JsonObject | undefined): Promise<JsonObject> {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const content: unknown = await answer.json();
  if (!answer.ok || !isJsonObject(content))
    throw new Error(`${method} ${url.pathname} got ${answer.status}: ${JSON.stringify(content)}`);
  return content;
}
