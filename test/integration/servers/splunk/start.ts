/**
 * The real Splunk, which nobody publishes but as an image. Its certificate is its own, and signed by nobody known.
 * Written from its documentation: no machine that this was made on has a container runtime.
 */
import { Agent, fetch } from "undici";
import { z } from "zod";
import { freePort } from "../free-port.ts";
import { imageFor, type ServerPlan } from "../plan.ts";
import { startServer, type Server } from "../provider.ts";
import { statusOf } from "../status-of.ts";

export interface Splunk extends Server {
  readonly token: string;
  /** The first line of what a search over all time finds. */
  search(query: string): Promise<Readonly<Record<string, string>>>;
}

const token = "00000000-1111-2222-3333-444444555555";
const password = "example-Passw0rd";
const line = z.object({ result: z.record(z.string(), z.string()).prefault({}) });

/** Takes some minutes the first time. */
export async function startSplunk(): Promise<Splunk> {
  const managementPort = await freePort();
  const server = await startServer(splunk(managementPort));
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  return {
    ...server,
    token,
    async search(query) {
      const answer = await fetch(
        `https://127.0.0.1:${managementPort}/services/search/jobs/export`,
        {
          method: "POST",
          headers: { authorization: `Basic ${btoa(`admin:${password}`)}` },
          body: new URLSearchParams({
            search: `search ${query}`,
            earliest_time: "0",
            preview: "false",
            output_mode: "json",
          }),
          dispatcher,
        },
      );
      const text = await answer.text();
      if (!answer.ok) throw new Error(`The search got ${answer.status}: ${text.slice(0, 1000)}`);
      const [first = "{}"] = text.split("\n");
      return line.parse(JSON.parse(first)).result;
    },
    async stop() {
      await dispatcher.close();
      await server.stop();
    },
  };
}

function splunk(managementPort: number): ServerPlan {
  return {
    name: "splunk",
    url: (port) => new URL(`https://127.0.0.1:${port}`),
    isReady: async (url) => (await statusOf(new URL("/services/collector/health", url))) === 200,
    asProcess: () => Promise.reject(new Error("Splunk is to be had as an image only")),
    asContainer: () =>
      Promise.resolve({
        image: imageFor("SPLUNK", "splunk/splunk:latest"),
        port: 8088,
        furtherPorts: [{ container: 8089, host: managementPort }],
        environment: {
          SPLUNK_START_ARGS: "--accept-license",
          SPLUNK_GENERAL_TERMS: "--accept-sgt-current-at-splunk-com",
          SPLUNK_PASSWORD: password,
          SPLUNK_HEC_TOKEN: token,
        },
      }),
  };
}
