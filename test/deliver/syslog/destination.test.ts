import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import type { SyslogConfig } from "../../../src/deliver/syslog/config.ts";
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
    const maxMessageBytes = anEvent("a").byteLength;
    const { destination } = aDestination(receiver.port, { maxMessageBytes });

    const report = await destination.deliver(batchOf(someEvents("longer", "a")), signal);

    await receiver.received(1);
    expect(report.rejected.map(idOf)).toEqual(["longer"]);
    expect(report.rejected[0]?.reason).toBe("too_large");
    expect(heldLines(receiver.messages.join("\n"))).toEqual(["a"]);
  });

  it("gives the whole batch back when the connection breaks before it has settled", async () => {
    const receiver = await SyslogReceiver.listen();
    const confirm = { kind: "settle", delayMs: 1000 } as const;
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
    const { destination } = aDestination(receiver.port, { confirm: { kind: "close" } });

    await destination.deliver(batchOf(someEvents("a")), signal);
    await destination.deliver(batchOf(someEvents("b")), signal);

    expect(heldLines(receiver.messages.join("\n"))).toEqual(["a", "b"]);
    expect(receiver.connections).toHaveLength(2);
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

function aDestination(port: number, changes: Partial<SyslogConfig> = {}) {
  const clock = new ManualClock();
  const config: SyslogConfig = {
    name: "soc",
    header: { kind: "rfc3164", facility: "local0" },
    receiver: aReceiver({ port }),
    framing: "octet_counting",
    maxMessageBytes: 8192,
    confirm: { kind: "none" },
    sendTimeoutMs: 10_000,
    ...changes,
  };
  const destination = createSyslogDestination(config, clock);
  onTestFinished(() => destination.close());
  return { clock, destination };
}
