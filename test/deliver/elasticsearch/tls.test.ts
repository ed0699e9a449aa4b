import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { createElasticsearchDestination } from "../../../src/deliver/elasticsearch/destination.ts";
import type { TlsConfig } from "../../../src/deliver/tls.ts";
import { batchOf } from "../../../src/event.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { BulkServer, type BulkServerOptions } from "../../support/bulk-server.ts";
import { makeCertificate } from "../../support/certificate.ts";
import { anElasticsearchConfig } from "../../support/elasticsearch-config.ts";
import { someEvents } from "../../support/events.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const directory = await mkdtemp(join(tmpdir(), "trailferry-tls-"));
const certificate = await makeCertificate(directory);
afterAll(() => rm(directory, { recursive: true }));

describe.skipIf(certificate === undefined)("TLS to Elasticsearch", () => {
  const { key, cert, certFile, keyFile } = certificate ?? {
    key: "",
    cert: "",
    certFile: "",
    keyFile: "",
  };

  it("trusts the authority in the named file", async () => {
    const url = await aServer({ key, cert });

    expect(await troubleWith(url, { caFile: certFile })).toBeUndefined();
  });

  it("trusts nobody else by default", async () => {
    const url = await aServer({ key, cert });

    expect(await troubleWith(url, {})).toMatchObject({ kind: "tls" });
  });

  it("trusts anybody only where it was told to", async () => {
    const url = await aServer({ key, cert });

    expect(await troubleWith(url, { verify: false })).toBeUndefined();
  });

  it("expects the name that it was told to expect", async () => {
    const url = await aServer({ key, cert });

    const trouble = await troubleWith(url, { caFile: certFile, serverName: "es.example" });

    expect(trouble).toMatchObject({
      kind: "tls",
      message: expect.stringContaining("tls.server_name"),
    });
  });

  it("shows its own certificate", async () => {
    const url = await aServer({ key, cert, ca: cert });

    expect(await troubleWith(url, { caFile: certFile, certFile, keyFile })).toBeUndefined();
  });

  it("reports a server that wants a certificate and gets none", async () => {
    const url = await aServer({ key, cert, ca: cert });

    const trouble = await troubleWith(url, { caFile: certFile });

    expect(trouble?.message).toContain("tls.cert_file");
  });

  it("reports a file that holds no certificate", async () => {
    const url = await aServer({ key, cert });

    expect(await troubleWith(url, { certFile: import.meta.filename, keyFile })).toMatchObject({
      kind: "tls",
    });
  });

  it("reports a server that speaks no TLS", async () => {
    const url = await aServer();
    url.protocol = "https:";

    expect(await troubleWith(url, {})).toMatchObject({ kind: "tls" });
  });

  it("keeps events where the server speaks TLS and the URL does not", async () => {
    const url = await aServer({ key, cert });
    url.protocol = "http:";

    expect(await troubleWith(url, {})).toBeDefined();
  });
});

async function aServer(tls?: BulkServerOptions["tls"]): Promise<URL> {
  const server = await BulkServer.start(tls === undefined ? {} : { tls });
  onTestFinished(() => server.close());
  return new URL(server.url);
}

async function troubleWith(url: URL, tls: Partial<TlsConfig>) {
  const config = anElasticsearchConfig({ urls: [url], tls });
  const surroundings = { clock: new ManualClock(), log: silentLogger };
  const destination = createElasticsearchDestination(config, surroundings);
  onTestFinished(() => destination.close());
  const report = await destination.deliver(batchOf(someEvents("a")), new AbortController().signal);
  return report.trouble;
}
