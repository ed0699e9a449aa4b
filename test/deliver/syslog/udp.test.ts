import { describe, expect, it } from "vitest";
import { batchOf, type EncodedEvent } from "../../../src/event.ts";
import { aReceiver } from "../../support/a-connection.ts";
import { aBody, aRecord, idOf, someEvents } from "../../support/events.ts";
import { heldLines } from "../../support/held-lines.ts";
import { aSyslogDestination, udpTo } from "../../support/syslog-config.ts";
import { DatagramReceiver, freeUdpPort } from "../../support/syslog-datagrams.ts";

const { signal } = new AbortController();
const settling = { kind: "settle", delayMs: 2000 } as const;

describe("the syslog destination over UDP", () => {
  it("sends each message in a datagram of its own, from one socket", async () => {
    const receiver = await DatagramReceiver.listen();
    const { destination } = aSyslogDestination({ transport: udpTo(receiver.port) });

    await destination.deliver(batchOf(someEvents("a", "b")), signal);
    await destination.deliver(batchOf(someEvents("c")), signal);

    await receiver.received(3);
    expect(heldLines(receiver.messages.join("\n")).toSorted()).toEqual(["a", "b", "c"]);
    expect(receiver.senders.size).toBe(1);
  });

  it("brings text of any language and length that a datagram holds", async () => {
    const receiver = await DatagramReceiver.listen();
    const { destination } = aSyslogDestination({ transport: udpTo(receiver.port) });
    const text = `${"x".repeat(60_000)} Zoë 日本 \u{1f980}`;

    await destination.deliver(batchOf([message(text)]), signal);

    await receiver.received(1);
    expect(receiver.messages).toEqual([text]);
  });

  it("rejects only what no datagram holds", async () => {
    const receiver = await DatagramReceiver.listen();
    const { destination } = aSyslogDestination({ transport: udpTo(receiver.port) });
    const large = message("x".repeat(65_508), "large");
    const events = [...someEvents("a"), large, ...someEvents("b")];

    const report = await destination.deliver(batchOf(events), signal);

    await receiver.received(2);
    expect(report.retryable).toEqual([]);
    expect(report.rejected.map(idOf)).toEqual(["large"]);
    expect(report.rejected[0]?.reason).toBe("too_large");
  });

  it("notices while it settles that nobody listens, even for one message", async () => {
    const transport = udpTo(await freeUdpPort(), { confirm: settling });
    const { clock, destination } = aSyslogDestination({ transport });

    const report = await destination.deliver(batchOf(someEvents("a")), signal);

    expect(report.retryable.map(idOf)).toEqual(["a"]);
    expect(report.trouble?.kind).toBe("unreachable");
    expect(report.trouble?.message).toContain("ECONNREFUSED");
    expect(clock.pending).toBe(0);
  });

  it("is confirmed when nothing was heard for the delay", async () => {
    const receiver = await DatagramReceiver.listen();
    const transport = udpTo(receiver.port, { confirm: settling });
    const { clock, destination } = aSyslogDestination({ transport });

    const delivering = destination.deliver(batchOf(someEvents("a")), signal);
    await receiver.received(1);
    await clock.advance(2000);

    expect((await delivering).retryable).toEqual([]);
  });

  it("looks the receiver up again for a new socket when the old one has become old", async () => {
    const receiver = await DatagramReceiver.listen();
    const transport = udpTo(receiver.port);
    const { clock, destination } = aSyslogDestination({ transport, connectionMaxAgeMs: 1000 });

    await destination.deliver(batchOf(someEvents("a")), signal);
    await clock.advance(1000);
    await destination.deliver(batchOf(someEvents("b")), signal);
    await destination.deliver(batchOf(someEvents("c")), signal);

    await receiver.received(3);
    expect(receiver.senders.size).toBe(2);
  });

  it("reaches a receiver with an address of IPv6", async (context) => {
    const receiver = await DatagramReceiver.listen(0, "::1").catch(() => undefined);
    if (receiver === undefined) return context.skip("this machine has no IPv6");
    const to = { ...aReceiver({ port: receiver.port }), host: "::1" };
    const transport = udpTo(receiver.port, { receiver: to });
    const { destination } = aSyslogDestination({ transport });

    await destination.deliver(batchOf(someEvents("a")), signal);

    await receiver.received(1);
    expect(receiver.messages).toHaveLength(1);
  });
});

function message(text: string, id = "a"): EncodedEvent {
  return { record: aRecord(id), body: aBody(text) };
}
