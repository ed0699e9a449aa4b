/** toxiproxy: a TCP proxy whose connections fail as they are told to. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cachedDirectory } from "../cached-directory.ts";
import { perform } from "../perform.ts";
import { freePort } from "./free-port.ts";
import { answersWith200, imageFor, type Place, type ServerPlan } from "./plan.ts";
import { startServer } from "./provider.ts";

const version = "2.5.0";

export interface Toxic {
  readonly type: "latency" | "limit_data" | "reset_peer" | "slicer" | "timeout";
  /** Of what the server is sent, or of what it answers. */
  readonly stream: "upstream" | "downstream";
  readonly attributes: Readonly<Record<string, number>>;
}

/** A proxy in front of one server; all is well with it until it is told otherwise. */
export interface FaultyProxy {
  readonly url: URL;
  poison(toxic: Toxic): Promise<void>;
  /** Refuses connections, or takes them again. */
  setEnabled(enabled: boolean): Promise<void>;
  /** All is well again. */
  heal(): Promise<void>;
  stop(): Promise<void>;
}

export async function startFaultyProxy(upstream: URL): Promise<FaultyProxy> {
  const server = await startServer(toxiproxy);
  const tell = async (path: string, body?: object) => {
    const answer = await fetch(new URL(path, server.url), {
      method: "POST",
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`toxiproxy answered ${answer.status}: ${await answer.text()}`);
  };
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  await tell("/proxies", { name: "proxy", listen, upstream: upstream.host });
  return {
    url: new URL(`http://${listen}`),
    poison: (toxic) => tell("/proxies/proxy/toxics", toxic),
    setEnabled: (enabled) => tell("/proxies/proxy", { enabled }),
    heal: () => tell("/reset"),
    stop: () => server.stop(),
  };
}

const toxiproxy: ServerPlan = {
  name: `toxiproxy-${version}`,
  url: (port) => new URL(`http://127.0.0.1:${port}`),
  isReady: (url) => answersWith200(new URL("/version", url)),
  async asProcess(place) {
    return { program: await install(), parameters: parameters(place), endsBy: "signal" };
  },
  asContainer: async (place) => ({
    image: imageFor("TOXIPROXY", `ghcr.io/shopify/toxiproxy:${version}`),
    command: parameters(place),
  }),
};

function parameters({ port }: Place): readonly string[] {
  return ["-host", "127.0.0.1", "-port", String(port)];
}

async function install(): Promise<string> {
  const directory = await cachedDirectory(`toxiproxy-${version}`, [], async (into) => {
    const source = `github.com/Shopify/toxiproxy/v2/cmd/server@v${version}`;
    const go = existsSync(usualGo) ? usualGo : "go";
    await perform("env", [`GOBIN=${into}`, go, "install", source], into);
  });
  return join(directory, "server");
}

const usualGo = "/usr/local/go/bin/go";
