/** Splunk as a daemon finds it: a collector behind a proxy with TLS, whose certificate has an authority of its own. */
import { onTestFinished, vi } from "vitest";
import { makeAuthority } from "../support/certificate-authority.ts";
import type { Daemon } from "../support/daemon.ts";
import { hecToken } from "../support/hec-answer.ts";
import type { HecServer } from "../support/hec-server.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { nginx, type ProxyRules } from "./servers/nginx.ts";
import { startServer } from "./servers/provider.ts";

export interface Proxy {
  readonly url: URL;
  readonly caFile: string;
}

/** Stopped when the test is over. */
export async function startProxy(splunk: HecServer, rules: ProxyRules = {}): Promise<Proxy> {
  const { caFile, issue } = await makeAuthority(await temporaryDirectory(), "authority.example");
  const certificate = await issue("proxy.example");
  const proxy = await startServer(nginx(splunk.url, { ...rules, certificate }));
  onTestFinished(() => proxy.stop());
  return { url: proxy.url, caFile };
}

/** With waits that suit a test. */
export function splunkDestination({ url, caFile }: Proxy, more: object = {}): object {
  return {
    name: "splunk",
    type: "splunk_hec",
    url: url.href,
    token: hecToken,
    format: "raw",
    acknowledge: true,
    acknowledgment: { patience: "10s", ask_every: "200ms" },
    tls: { ca_file: caFile },
    retry: { initial: "50ms", max: "500ms" },
    ...more,
  };
}

/** Waits until `/readyz` says that Splunk does not get its events, in words among which are these; returns all of them. */
export function complaintAbout(daemon: Daemon, words: string): Promise<string> {
  return vi.waitUntil(async () => {
    const { code, reasons } = await daemon.problems();
    return code === 503 && Object.values(reasons).find((reason) => reason.includes(words));
  }, patience);
}

const patience = { timeout: 20_000, interval: 50 };
