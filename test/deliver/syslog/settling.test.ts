import { once } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import type { DeliveryReport } from "../../../src/deliver/destination.ts";
import type { Settle } from "../../../src/deliver/syslog/config.ts";
import { batchOf } from "../../../src/event.ts";
import { aReceiver } from "../../support/a-connection.ts";
import { someEvents } from "../../support/events.ts";
import { heldLines } from "../../support/held-lines.ts";
import { settle as letRun } from "../../support/manual-clock.ts";
import { aSyslogDestination } from "../../support/syslog-config.ts";
import { SyslogReceiver } from "../../support/syslog-receiver.ts";

const { signal } = new AbortController();

describe("settling", () => {
  it("confirms what its connection has outlived by the delay", async () => {
    const { clock, deliver } = await aScene();
    const ended: boolean[] = [];

    const confirmation = confirmationOf(await deliver("a")).then((end) => ended.push(end));
    await clock.advance(1999);
    const before = [...ended];
    await clock.advance(1);
    await confirmation;

    expect([before, ended]).toEqual([[], [true]]);
    expect(clock.pending).toBe(0);
  });

  it("sends on over the same connection meanwhile", async () => {
    const { deliver, receiver } = await aScene();

    await deliver("a");
    await deliver("b");

    await receiver.received(2);
    expect(receiver.connections).toHaveLength(1);
  });

  it.each([
    ["closes", (socket: Socket) => socket.end()],
    ["resets", (socket: Socket) => socket.resetAndDestroy()],
  ])("sends all again that is unsettled when the receiver %s the connection", async (_, end) => {
    const { attempts, clock, deliver, receiver } = await aScene();
    const confirmations = [await deliver("a"), await deliver("b")].map(confirmationOf);
    await receiver.received(2);

    end(await receiver.accepted());
    while (attempts.length < 2) await letRun();
    const again = receiver.received(4);
    await clock.advance(500);
    await again;
    await clock.advance(2000);

    expect(await Promise.all(confirmations)).toEqual([true, true]);
    expect(heldLines(receiver.messages.join("\n")).toSorted()).toEqual(["a", "a", "b", "b"]);
  });

  it("tells of each connection that breaks, and when sending again goes well", async () => {
    const { attempts, clock, deliver, receiver } = await aScene();
    await deliver("a");
    await receiver.received(1);

    (await receiver.accepted()).resetAndDestroy();
    while (attempts.length < 1) await letRun();
    const again = receiver.received(2);
    await clock.advance(500);
    await again;

    expect(attempts.map((trouble) => trouble?.kind)).toEqual(["unreachable", undefined]);
  });

  it("sends what has settled no second time", async () => {
    const { attempts, clock, deliver, receiver } = await aScene();
    await deliver("a");
    await receiver.received(1);
    await clock.advance(2000);

    const socket = await receiver.accepted();
    socket.resetAndDestroy();
    await once(socket, "close");
    await clock.advance(60_000);

    expect(heldLines(receiver.messages.join("\n"))).toEqual(["a"]);
    expect(attempts).toEqual([]);
  });

  it("holds a batch back while there is no room for it", async () => {
    const { clock, deliver, receiver } = await aScene({ maxUnsettledBytes: 1 });
    await deliver("a");

    const second = deliver("b");
    await receiver.received(1);
    await letRun();
    const before = receiver.messages.length;
    await clock.advance(2000);

    expect([before, await second]).toMatchObject([1, { waitedMs: 2000 }]);
  });

  it("confirms nothing any more when it is called off, and leaves no timer", async () => {
    const { clock, destination } = await aScene();
    const abandoned = new AbortController();
    const report = await destination.deliver(batchOf(someEvents("a")), abandoned.signal);

    abandoned.abort();

    expect(await confirmationOf(report)).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it("gives back at once what was not even sent", async () => {
    const { deliver, receiver } = await aScene();
    receiver.close();

    const report = await deliver("a");

    expect(report).toMatchObject({ retryable: [{}], trouble: { kind: "unreachable" } });
  });
});

async function aScene(changes: Partial<Settle> = {}) {
  const receiver = await SyslogReceiver.listen();
  const confirm = {
    kind: "settle",
    delayMs: 2000,
    maxUnsettledBytes: 2 ** 20,
    ...changes,
  } as const;
  const transport = {
    kind: "stream",
    receiver: aReceiver({ port: receiver.port }),
    framing: "octet_counting",
    confirm,
    sendTimeoutMs: 10_000,
  } as const;
  const scene = aSyslogDestination({ transport });
  const deliver = (id: string) => scene.destination.deliver(batchOf(someEvents(id)), signal);
  return { ...scene, deliver, receiver };
}

function confirmationOf({ unconfirmed: [first] = [] }: DeliveryReport): Promise<boolean> {
  if (first === undefined) throw new Error("Everything was confirmed at once");
  return first.confirmation;
}
