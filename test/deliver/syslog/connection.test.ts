import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { connect } from "../../../src/deliver/syslog/connection.ts";
import type { TlsConfig } from "../../../src/deliver/tls.ts";
import { aConnection, aReceiver } from "../../support/a-connection.ts";
import { makeCertificate } from "../../support/certificate.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { SyslogReceiver } from "../../support/syslog-receiver.ts";

const directory = await mkdtemp(join(tmpdir(), "trailferry-syslog-"));
const certificate = await makeCertificate(directory);
afterAll(() => rm(directory, { recursive: true }));

const hello = Buffer.from("5 hello");
const { signal } = new AbortController();

describe("a connection", () => {
  it("brings whole messages to the receiver", async () => {
    const receiver = await SyslogReceiver.listen();
    const connection = await aConnection(aReceiver({ port: receiver.port }));

    await connection.write(Buffer.from("5 hello5 w\nrld"));

    await receiver.received(2);
    expect(receiver.messages).toEqual(["hello", "w\nrld"]);
  });

  it("is lost as soon as the receiver closes it, though nothing is being sent", async () => {
    const receiver = await SyslogReceiver.listen();
    const connection = await aConnection(aReceiver({ port: receiver.port }));
    const lost = once(connection.lost, "abort");

    (await receiver.accepted()).end();
    await lost;

    expect(connection.lost.reason).toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
    await expect(connection.write(hello)).rejects.toBe(connection.lost.reason);
  });

  it("is lost as soon as the receiver resets it", async () => {
    const receiver = await SyslogReceiver.listen();
    const connection = await aConnection(aReceiver({ port: receiver.port }));
    const lost = once(connection.lost, "abort");

    (await receiver.accepted()).resetAndDestroy();
    await lost;

    expect(connection.lost.reason).toMatchObject({ code: "ECONNRESET" });
  });

  it("sends what was written before it closes", async () => {
    const receiver = await SyslogReceiver.listen();
    const connection = await aConnection(aReceiver({ port: receiver.port }));

    await connection.write(hello);
    connection.close();
    await once(connection.lost, "abort");

    await receiver.received(1);
  });

  it("is finished when the receiver closes in answer", async () => {
    const receiver = await SyslogReceiver.listen();
    const connection = await aConnection(aReceiver({ port: receiver.port }));
    await connection.write(hello);

    await connection.finish();

    expect(receiver.messages).toEqual(["hello"]);
    expect(connection.lost.aborted).toBe(true);
  });

  it("is not finished by a receiver that resets it", async () => {
    const receiver = await SyslogReceiver.listen({ stubborn: true });
    const connection = await aConnection(aReceiver({ port: receiver.port }));
    await connection.write(hello);
    await receiver.received(1);

    const finished = connection.finish();
    (await receiver.accepted()).resetAndDestroy();

    await expect(finished).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("is not finished when we drop it ourselves", async () => {
    const receiver = await SyslogReceiver.listen({ stubborn: true });
    const connection = await aConnection(aReceiver({ port: receiver.port }));

    const finished = connection.finish();
    connection.drop();

    await expect(finished).rejects.toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
  });
});

describe("connecting", () => {
  it("throws where nobody listens", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));

    const connecting = connect(aReceiver({ port }), { clock: new ManualClock(), signal });

    await expect(connecting).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("gives up on a server that never answers the handshake", async () => {
    const receiver = await SyslogReceiver.listen({ deaf: true });
    const clock = new ManualClock();

    const connecting = connect(aReceiver({ port: receiver.port, tls: secure() }), {
      clock,
      signal,
    });
    await clock.advance(5000);

    expect(await connecting).toBe("timeout");
    expect(clock.pending).toBe(0);
  });

  it("ends when it is called off", async () => {
    const receiver = await SyslogReceiver.listen({ deaf: true });
    const abandoned = new AbortController();
    const options = { clock: new ManualClock(), signal: abandoned.signal };

    const connecting = connect(aReceiver({ port: receiver.port, tls: secure() }), options);
    abandoned.abort();

    expect(await connecting).toBe("aborted");
  });
});

describe.skipIf(certificate === undefined)("a connection with TLS", () => {
  const nothing = { key: "", cert: "", certFile: "", keyFile: "" };
  const { key, cert, certFile, keyFile } = certificate ?? nothing;

  it("brings messages to a receiver that the named authority vouches for, and finishes", async () => {
    const receiver = await SyslogReceiver.listen({ tls: { key, cert } });
    const tls = secure({ caFile: certFile });
    const connection = await aConnection(aReceiver({ port: receiver.port, tls }));

    await connection.write(hello);
    await connection.finish();

    expect(receiver.messages).toEqual(["hello"]);
  });

  it("is not made to a receiver that nobody vouches for", async () => {
    const receiver = await SyslogReceiver.listen({ tls: { key, cert } });
    const options = { clock: new ManualClock(), signal };

    const connecting = connect(aReceiver({ port: receiver.port, tls: secure() }), options);

    await expect(connecting).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  });

  it("shows our certificate to a receiver that asks for it", async () => {
    const receiver = await SyslogReceiver.listen({ tls: { key, cert, ca: cert } });
    const tls = secure({ caFile: certFile, certFile, keyFile });
    const connection = await aConnection(aReceiver({ port: receiver.port, tls }));

    await connection.write(hello);

    await receiver.received(1);
  });

  it("is not made to a receiver that wants a certificate and gets none", async () => {
    const receiver = await SyslogReceiver.listen({ tls: { key, cert, ca: cert } });
    const clock = new ManualClock();
    const tls = secure({ caFile: certFile });

    const connecting = connect(aReceiver({ port: receiver.port, tls }), { clock, signal });

    await expect(connecting).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_SSL_/) });
    expect(clock.pending).toBe(0);
  });
});

function secure(changes: Partial<TlsConfig> = {}): TlsConfig {
  return { minVersion: "TLSv1.2", verify: true, ...changes };
}
