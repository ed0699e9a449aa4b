import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import type { ElasticsearchAuth } from "../../../src/deliver/elasticsearch/config.ts";
import { createElasticsearchDestination } from "../../../src/deliver/elasticsearch/destination.ts";
import type { TlsConfig } from "../../../src/deliver/tls.ts";
import { batchOf } from "../../../src/event.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { aSecret } from "../../support/a-secret.ts";
import { anAwsAuth } from "../../support/aws-keys.ts";
import { BulkServer, type BulkServerOptions } from "../../support/bulk-server.ts";
import { fingerprintOf } from "../../support/certificate-chain.ts";
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

  it("trusts the one certificate with the pinned fingerprint", async () => {
    const url = await aServer({ key, cert });

    expect(await troubleWith(url, { fingerprint: fingerprintOf({ cert }) })).toBeUndefined();
  });

  it("sends nothing to a server with another one", async () => {
    const server = await startServer({ key, cert });

    const trouble = await troubleWith(server.url, { fingerprint: "ab".repeat(32) });

    expect(trouble).toMatchObject({
      kind: "tls",
      message: expect.stringContaining("tls.fingerprint"),
    });
    expect(server.requestCount).toBe(0);
  });

  it("finds a server with the pinned certificate once it is there", async () => {
    const first = await startServer({ key, cert });
    const { url } = first;
    await first.close();
    const send = sending(url, { fingerprint: fingerprintOf({ cert }) });

    const before = await send();
    await startServer({ key, cert }, Number(url.port));
    const after = await send();

    expect([before?.kind, after]).toEqual(["unreachable", undefined]);
  });

  it.each<[string, ElasticsearchAuth, string]>([
    ["an API key", { kind: "api_key", key: aSecret("aWQ6a2V5") }, "ApiKey aWQ6a2V5"],
    ["a bearer token", { kind: "bearer", token: aSecret("token") }, "Bearer token"],
    [
      "a user and a password",
      { kind: "basic", username: "ferry", password: aSecret("secret") },
      "Basic ZmVycnk6c2VjcmV0",
    ],
    ["a signature of AWS", anAwsAuth(), "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"],
  ])("carries %s", async (_, auth, header) => {
    const server = await startServer({ key, cert });

    const trouble = await sending(server.url, { caFile: certFile }, auth)();

    expect(trouble).toBeUndefined();
    expect(server.requests[0]?.headers.authorization).toMatch(new RegExp(`^${header}`));
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
  return new URL((await startServer(tls)).url);
}

async function startServer(tls?: BulkServerOptions["tls"], port = 0): Promise<BulkServer> {
  const server = await BulkServer.start(tls === undefined ? { port } : { tls, port });
  onTestFinished(() => server.close());
  return server;
}

function troubleWith(url: URL, tls: Partial<TlsConfig>) {
  return sending(url, tls)();
}

/** Each call delivers once, through the same destination, and tells what was in the way. */
function sending(url: URL, tls: Partial<TlsConfig>, auth?: ElasticsearchAuth) {
  const config = anElasticsearchConfig({ urls: [url], tls, auth });
  const surroundings = { clock: new ManualClock(), log: silentLogger };
  const destination = createElasticsearchDestination(config, surroundings);
  onTestFinished(() => destination.close());
  return async () => {
    const { signal } = new AbortController();
    return (await destination.deliver(batchOf(someEvents("a")), signal)).trouble;
  };
}
