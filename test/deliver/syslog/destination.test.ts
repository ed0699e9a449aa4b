import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import type { StreamConfig, SyslogConfig } from "../../../src/deliver/syslog/config.ts";
import { createSyslogDestination } from "../../../src/deliver/syslog/destination.ts";
import { batchOf } from "../../../src/event.ts";
import { aReceiver } from "../../support/a-connection.ts";
import { anEvent, idOf, someEvents } from "../../support/events.ts";
import { heldLines } from "../../support/held-lines.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { SyslogReceiver } from "../../support/syslog-receiver.ts";

const { signal } = new AbortController();

describe("the syslog destination", () => {
  it("delivers batch after batch over one connection", async () => {
    const receiver = await SyslogReceiver.listen();
    const { destination } = aDestination(receiver.port);

    const first = await destination.deliver(batchOf(someEvents("a", "b")), signal);
    const second = await destination.deliver(batchOf(someEvents("c")), signal);

    await receiver.received(3);
    expect(heldLines(receiver.messages.join("\n"))).toEqual(["a", "b", "c"]);
    expect([first, second].flatMap(({ retryable }) => retryable)).toEqual([]);
    expect(receiver.connections).toHaveLength(1);
  });

  it("rejects what is too large and delivers the rest", async () => {
    const receiver = await SyslogReceiver.listen();
    const maxMessageBytes = anEvent("a").body.byteLength;
    const { destination } = aDestination(receiver.port, { maxMessageBytes });

    const report = await destination.deliver(batchOf(someEvents("longer", "a")), signal);

    await receiver.received(1);
    expect(report.rejected.map(idOf)).toEqual(["longer"]);
    expect(report.rejected[0]?.reason).toBe("too_large");
    expect(heldLines(receiver.messages.join("\n"))).toEqual(["a"]);
  });

  it("gives the whole batch back when the connection breaks before it is confirmed", async () => {
    const receiver = await SyslogReceiver.listen();
    const confirm = { kind: "close", delayMs: 1000 } as const;
    const { destination } = aDestination(receiver.port, { confirm });
    const events = someEvents("a", "b");

    const delivering = destination.deliver(batchOf(events), signal);
    await receiver.received(2);
    (await receiver.accepted()).resetAndDestroy();

    const report = await delivering;
    expect(report.retryable).toEqual(events);
    expect(report.trouble?.kind).toBe("unreachable");
  });

  it("connects anew after the receiver has closed an idle connection", async () => {
    const receiver = await SyslogReceiver.listen();
    const { destination } = aDestination(receiver.port);
    await destination.deliver(batchOf(someEvents("a")), signal);
    await receiver.received(1);
    const socket = await receiver.accepted();
    socket.end();
    await once(socket, "close");

    const report = await destination.deliver(batchOf(someEvents("b")), signal);

    await receiver.received(2);
    expect(report.retryable).toEqual([]);
    expect(receiver.connections).toHaveLength(2);
  });

  it("makes a connection for each batch where closing it is what confirms", async () => {
    const receiver = await SyslogReceiver.listen();
    const { destination } = aDestination(receiver.port, { confirm: { kind: "close", delayMs: 0 } });

    await destination.deliver(batchOf(someEvents("a")), signal);
    await destination.deliver(batchOf(someEvents("b")), signal);

    expect(heldLines(receiver.messages.join("\n"))).toEqual(["a", "b"]);
    expect(receiver.connections).toHaveLength(2);
  });

  it("confirms the last batch on a connection that has become old by closing it", async () => {
    const receiver = await SyslogReceiver.listen();
    const { clock, destination } = aDestination(receiver.port, { connectionMaxAgeMs: 60_000 });

    await destination.deliver(batchOf(someEvents("a")), signal);
    await clock.advance(60_000);
    await destination.deliver(batchOf(someEvents("b")), signal);
    const closed = receiver.connections.map(({ readableEnded }) => readableEnded);
    await destination.deliver(batchOf(someEvents("c")), signal);

    await receiver.received(3);
    expect(closed).toEqual([true]);
    expect(receiver.connections).toHaveLength(2);
  });

  it("does not believe in the last batch on an old connection that is reset instead", async () => {
    const receiver = await SyslogReceiver.listen();
    receiver.resetAt = "end";
    const { destination } = aDestination(receiver.port, { connectionMaxAgeMs: 0 });
    const events = someEvents("a");

    const report = await destination.deliver(batchOf(events), signal);

    expect(report).toMatchObject({ retryable: events, trouble: { kind: "unreachable" } });
  });

  it("gives everything back when it gets no connection in time", async () => {
    const receiver = await SyslogReceiver.listen({ deaf: true });
    const tls = { minVersion: "TLSv1.2", verify: true } as const;
    const to = aReceiver({ port: receiver.port, tls });
    const { clock, destination } = aDestination(receiver.port, { receiver: to });
    const events = someEvents("a");

    const delivering = destination.deliver(batchOf(events), signal);
    await clock.advance(5000);

    expect(await delivering).toMatchObject({ retryable: events, trouble: { kind: "timeout" } });
  });

  it("names a file for TLS that it can't read", async () => {
    const tls = { minVersion: "TLSv1.2", verify: true, caFile: "/nowhere/ca.pem" } as const;
    const { destination } = aDestination(1, { receiver: aReceiver({ port: 1, tls }) });

    const { trouble } = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(trouble?.kind).toBe("tls");
    expect(trouble?.message).toContain("/nowhere/ca.pem");
  });

  it("leaves no connection open when it is closed", async () => {
    const receiver = await SyslogReceiver.listen();
    const { destination } = aDestination(receiver.port);
    await destination.deliver(batchOf(someEvents("a")), signal);
    const closed = once(await receiver.accepted(), "close");

    await destination.close();

    await closed;
    expect(receiver.connections.every((socket) => socket.destroyed)).toBe(true);
  });
});

type Changes = Partial<StreamConfig> & Partial<Omit<SyslogConfig, "transport">>;

function aDestination(port: number, changes: Changes = {}) {
  const { receiver = aReceiver({ port }), framing, confirm, sendTimeoutMs, ...others } = changes;
  const clock = new ManualClock();
  const config: SyslogConfig = {
    name: "soc",
    header: { kind: "rfc3164", facility: "local0" },
    maxMessageBytes: 8192,
    connectionMaxAgeMs: 600_000,
    retry: { initialMs: 500, maxMs: 5000 },
    transport: {
      kind: "stream",
      receiver,
      framing: framing ?? "octet_counting",
      confirm: confirm ?? { kind: "none" },
      sendTimeoutMs: sendTimeoutMs ?? 10_000,
    },
    ...others,
  };
  const destination = createSyslogDestination(config, { clock });
  onTestFinished(() => destination.close());
  return { clock, destination };
}
