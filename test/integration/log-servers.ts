import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import type { TlsConfig } from "../../src/deliver/tls.ts";
import { makeAuthority, type Identity } from "../support/certificate-authority.ts";
import type { LogProduct, LogServer, ServerTls } from "./servers/log-server.ts";
import { startRsyslog, unpackRsyslog } from "./servers/rsyslog/start.ts";
import { startSyslogNg, unpackSyslogNg } from "./servers/syslog-ng/start.ts";

export const products: readonly LogProduct[] = ["rsyslog", "syslog-ng"];

const starts = { rsyslog: startRsyslog, "syslog-ng": startSyslogNg };

/** Stopped when the test is over. */
export async function aLogServer(
  product: LogProduct,
  { server: tls }: Pick<Credentials, "server">,
): Promise<LogServer> {
  const server = await startProduct(product, { server: tls });
  onTestFinished(() => server.stop());
  return server;
}

export function startProduct(
  product: LogProduct,
  { server: tls }: Pick<Credentials, "server">,
): Promise<LogServer> {
  return starts[product](tls);
}

export interface Credentials {
  readonly server: ServerTls;
  /** What a sender needs that the server takes messages from. */
  readonly sender: Required<Pick<TlsConfig, "caFile">> & Identity;
  /** Another authority, and a sender that has its certificate from there. */
  readonly stranger: Required<Pick<TlsConfig, "caFile">> & Identity;
}

/** Before the tests of a file: the first time it fetches the servers, which takes longer than a test may. */
export async function prepareLogServers(): Promise<Credentials> {
  await unpackRsyslog();
  await unpackSyslogNg();
  const directory = await mkdtemp(join(tmpdir(), "trailferry-credentials-"));
  afterAll(() => rm(directory, { recursive: true }));
  const sender = "sender.example";
  const { caFile, issue } = await makeAuthority(directory, "authority.example");
  const other = await makeAuthority(directory, "stranger.example");
  return {
    server: { caFile, ...(await issue("server.example")), sender },
    sender: { caFile, ...(await issue(sender)) },
    stranger: { caFile: other.caFile, ...(await other.issue(sender)) },
  };
}
