import { once } from "node:events";
import { createServer as createTcpServer } from "node:net";
import { connect, createServer, type TlsOptions as ServerOptions } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { tlsOptionsFor } from "../../src/deliver/tls-options.ts";
import type { TlsConfig } from "../../src/deliver/tls.ts";
import {
  CertificateMaker,
  fingerprintOf,
  hasOpenssl,
  type Certified,
} from "../support/certificate-chain.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

describe.skipIf(!(await hasOpenssl()))("a pinned fingerprint", () => {
  it("trusts the authority that signed the server's certificate", async () => {
    const { maker, authority } = await aMaker();
    const port = await aServer(await maker.signedBy(authority), [authority]);

    expect(await speaking(port, { fingerprint: fingerprintOf(authority) })).toBe("welcome");
  });

  it("trusts the server's own certificate, whoever signed it", async () => {
    const { maker, authority } = await aMaker();
    const leaf = await maker.signedBy(authority);
    const port = await aServer(leaf);

    expect(await speaking(port, { fingerprint: fingerprintOf(leaf) })).toBe("welcome");
  });

  it("trusts nobody else", async () => {
    const { maker, authority } = await aMaker();
    const port = await aServer(await maker.signedBy(authority), [authority]);

    const other = fingerprintOf(await maker.authority());

    await expect(speaking(port, { fingerprint: other })).rejects.toMatchObject({
      code: "ERR_TLS_FINGERPRINT",
    });
  });

  it("is not deceived by who shows the authority beside a certificate that it did not sign", async () => {
    const { maker, authority } = await aMaker();
    const namesake = await maker.authority();
    const port = await aServer(await maker.signedBy(namesake), [authority]);

    await expect(speaking(port, { fingerprint: fingerprintOf(authority) })).rejects.toThrow(
      /signature|CERT|issuer/i,
    );
  });

  it.each(["the authority", "the server"] as const)(
    "of %s does not make up for a certificate of another host",
    async (pinned) => {
      const { maker, authority } = await aMaker();
      const leaf = await maker.signedBy(authority, { names: "DNS:es.example" });
      const port = await aServer(leaf, [authority]);
      const fingerprint = fingerprintOf(pinned === "the authority" ? authority : leaf);

      await expect(speaking(port, { fingerprint })).rejects.toMatchObject({
        code: "ERR_TLS_CERT_ALTNAME_INVALID",
      });
      expect(await speaking(port, { fingerprint, serverName: "es.example" })).toBe("welcome");
    },
  );

  it.each(["the authority", "the server"] as const)(
    "of %s does not make up for a certificate that has expired",
    async (pinned) => {
      const { maker, authority } = await aMaker();
      const leaf = await maker.signedBy(authority, { days: 0 });
      const port = await aServer(leaf, [authority]);
      const fingerprint = fingerprintOf(pinned === "the authority" ? authority : leaf);

      await expect(speaking(port, { fingerprint })).rejects.toMatchObject({
        code: "CERT_HAS_EXPIRED",
      });
    },
  );

  it("goes with a certificate of ours", async () => {
    const { maker, authority } = await aMaker();
    const client = await maker.signedBy(authority);
    const port = await aServer(await maker.signedBy(authority), [authority], {
      ca: authority.cert,
      requestCert: true,
      maxVersion: "TLSv1.2",
    });
    const ours = { certFile: client.certFile, keyFile: client.keyFile };

    const said = await speaking(port, { fingerprint: fingerprintOf(authority), ...ours });

    expect(said).toBe("welcome");
  });

  it("waits no longer than it may for a server that shows nothing", async () => {
    const { authority } = await aMaker();
    const port = await aMuteServer();
    const clock = new ManualClock();

    const speech = speaking(port, { fingerprint: fingerprintOf(authority) }, clock);
    const ended = expect(speech).rejects.toMatchObject({ code: "ETIMEDOUT" });
    await clock.advance(5000);

    await ended;
    expect(clock.pending).toBe(0);
  });
});

async function aMaker() {
  const maker = new CertificateMaker(await temporaryDirectory());
  return { maker, authority: await maker.authority() };
}

/** Says a word and expects none. */
async function aServer(
  leaf: Certified,
  above: readonly Certified[] = [],
  options: ServerOptions = {},
): Promise<number> {
  const cert = [leaf, ...above].map((certified) => certified.cert).join("");
  const server = createServer({ ...options, key: leaf.key, cert }, (socket) => {
    socket.on("error", () => {});
    socket.end("welcome");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return portOf(server.address());
}

async function aMuteServer(): Promise<number> {
  const server = createTcpServer((socket) => onTestFinished(() => void socket.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return portOf(server.address());
}

function portOf(address: unknown): number {
  if (typeof address !== "object" || address === null || !("port" in address))
    throw new Error("The server is closed");
  return Number(address.port);
}

/** What the server says over a connection that is made as it should be. */
async function speaking(
  port: number,
  tls: Partial<TlsConfig>,
  clock = new ManualClock(),
): Promise<string> {
  const server = { host: "127.0.0.1", port };
  const { signal } = new AbortController();
  const config = { minVersion: "TLSv1.2", verify: true, ...tls } as const;
  const options = await tlsOptionsFor(config, server, { clock, ms: 5000, signal });
  const socket = connect({ ...server, ...options });
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
