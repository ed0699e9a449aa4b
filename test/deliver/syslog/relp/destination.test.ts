import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Session } from "../../../../src/deliver/syslog/relp/session.ts";
import { batchOf } from "../../../../src/event.ts";
import { aConnection, aReceiver } from "../../../support/a-connection.ts";
import { makeCertificate } from "../../../support/certificate.ts";
import { idOf, someEvents } from "../../../support/events.ts";
import { heldLines } from "../../../support/held-lines.ts";
import { ManualClock, settle } from "../../../support/manual-clock.ts";
import { rsp, RelpServer, taking } from "../../../support/relp-server.ts";
import { aSyslogDestination, relpTo } from "../../../support/syslog-config.ts";

const directory = await mkdtemp(join(tmpdir(), "trailferry-relp-"));
const certificate = await makeCertificate(directory);
afterAll(() => rm(directory, { recursive: true }));

const { signal } = new AbortController();
const abc = batchOf(someEvents("a", "b", "c"));

describe("the syslog destination over RELP", () => {
  it("delivers batch after batch in one session, which says what it speaks", async () => {
    const { destination, server } = await aScene();

    await destination.deliver(abc, signal);
    await destination.deliver(batchOf(someEvents("d")), signal);

    expect(heldLines(server.messages.join("\n"))).toEqual(["a", "b", "c", "d"]);
    expect(server.requests.map(({ transaction }) => transaction)).toEqual([1, 2, 3, 4, 5]);
    expect(server.requests[0]).toMatchObject({
      command: "open",
      data: "relp_version=0\nrelp_software=trailferry\ncommands=syslog",
    });
  });

  it("has no more on the way than the window allows", async () => {
    const { destination, server } = await aScene({ window: 2 });
    server.react = (request) => (request.command === "open" ? taking(request) : { stores: true });
    const delivering = destination.deliver(abc, signal);
    await server.asked("syslog", 2);
    await settle();

    const onTheWay = server.messages.length;
    server.react = taking;
    for (const socket of server.connections) socket.write(`${rsp(2, "200 OK")}${rsp(3, "200 OK")}`);

    expect(onTheWay).toBe(2);
    expect((await delivering).retryable).toEqual([]);
    expect(server.messages).toHaveLength(3);
  });

  it("gives back only what had no answer when the session broke", async () => {
    const { destination, server } = await aScene();
    server.react = (request) =>
      request.data.includes('"b"') ? { stores: true, afterwards: "reset" } : taking(request);

    const report = await destination.deliver(abc, signal);

    expect(report.retryable.map(idOf)).toEqual(["b", "c"]);
    expect(report.trouble?.kind).toBe("unreachable");
  });

  it("understands answers in any order", async () => {
    const { destination, server } = await aScene();
    const says = [4, 2, 3].map((transaction) => rsp(transaction, "200 OK")).join("");
    server.react = (request) => {
      if (request.command === "open") return taking(request);
      return request.transaction === 4 ? { stores: true, says } : { stores: true };
    };

    const report = await destination.deliver(abc, signal);

    expect(report).toEqual({ retryable: [], rejected: [], duplicates: 0 });
  });

  it("rejects what is refused among others with the receiver's words", async () => {
    const { destination, server } = await aScene();
    server.react = (request) =>
      request.transaction === 3 ? { says: rsp(3, "500 too odd") } : taking(request);

    const { rejected } = await destination.deliver(abc, signal);

    expect(rejected).toMatchObject([{ reason: "refused", message: "500 too odd" }]);
  });

  it("waits as long as answers come", async () => {
    const { clock, destination, server } = await aScene({ window: 1 });
    server.react = (request) => (request.command === "open" ? taking(request) : { stores: true });

    const delivering = destination.deliver(abc, signal);
    for (const count of [1, 2, 3]) {
      await server.asked("syslog", count);
      await clock.advance(9999);
      server.connections[0]?.write(rsp(count + 1, "200 OK"));
    }

    expect((await delivering).retryable).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it("gives up on a receiver that does not open the session", async () => {
    const { clock, destination, server } = await aScene();
    server.react = () => ({ afterwards: "stall" });

    const delivering = destination.deliver(abc, signal);
    await server.asked("open");
    await clock.advance(5000);

    expect(await delivering).toMatchObject({ retryable: abc.events, trouble: { kind: "timeout" } });
    expect(clock.pending).toBe(0);
  });

  it("ends a session that has become old, in good order", async () => {
    const { clock, destination, server } = await aScene();
    await destination.deliver(abc, signal);
    await clock.advance(600_000);
    await destination.deliver(abc, signal);
    await server.asked("close");

    await destination.deliver(abc, signal);

    expect(server.connections).toHaveLength(2);
    expect(server.messages).toHaveLength(9);
  });

  it("says goodbye and leaves no connection when it is closed", async () => {
    const { destination, server } = await aScene();
    await destination.deliver(abc, signal);
    const closed = server.connections.map((socket) => once(socket, "close"));

    await destination.close();

    await server.asked("close");
    await Promise.all(closed);
  });

  it.skipIf(certificate === undefined)("speaks TLS", async () => {
    const { cert = "", key = "", certFile = "" } = certificate ?? {};
    const server = await RelpServer.listen({ tls: { cert, key } });
    const tls = { minVersion: "TLSv1.2", verify: true, caFile: certFile } as const;
    const receiver = aReceiver({ port: server.port, tls });
    const { destination } = aSyslogDestination({ transport: relpTo(server.port, { receiver }) });

    await destination.deliver(abc, signal);

    expect(server.messages).toHaveLength(3);
  });
});

describe("a session", () => {
  it("begins with 1 again after the last transaction number", async () => {
    const server = await RelpServer.listen();
    const session = new Session(await aConnection(aReceiver({ port: server.port })), 999_999_997);
    const deadline = { clock: new ManualClock(), ms: 1000, signal };

    await session.open(deadline);
    await session.submit({ events: abc.events, window: 2, onAnswer: () => undefined }, deadline);

    const transactions = server.requests.map(({ transaction }) => transaction);
    expect(transactions).toEqual([999_999_998, 999_999_999, 1, 2]);
  });
});

async function aScene(changes: Parameters<typeof relpTo>[1] = {}) {
  const server = await RelpServer.listen();
  return { ...aSyslogDestination({ transport: relpTo(server.port, changes) }), server };
}
