import { once } from "node:events";
import { describe, expect, it } from "vitest";
import type { ConfirmWithin } from "../../../src/deliver/syslog/config.ts";
import { send, type Line } from "../../../src/deliver/syslog/send.ts";
import { aConnection, aReceiver } from "../../support/a-connection.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { SyslogReceiver, type SyslogReceiverOptions } from "../../support/syslog-receiver.ts";

const hello = Buffer.from("5 hello");
/** More than the kernels on both ends of a connection hold. */
const endless = Buffer.alloc(64 * 1024 * 1024, "x");
const late: ConfirmWithin = { kind: "close", delayMs: 2000 };

describe("sending", () => {
  it("is confirmed at once where nothing is to be waited for", async () => {
    const { clock, line } = await aLine();

    const trouble = await send(line, [hello], { kind: "none" }, deadlineOf(clock));

    expect(trouble).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it("is confirmed by a receiver that closes after we have closed", async () => {
    const { clock, line, receiver } = await aLine();

    const trouble = await send(line, [hello], { kind: "close", delayMs: 0 }, deadlineOf(clock));

    expect(trouble).toBeUndefined();
    expect(receiver.messages).toEqual(["hello"]);
  });

  it("closes only after the delay, for a receiver that ends may close without having looked at all", async () => {
    const { clock, line, receiver } = await aLine();
    const sending = send(line, [hello], late, deadlineOf(clock));
    await receiver.received(1);
    await clock.advance(1999);

    const { readableEnded } = await receiver.accepted();
    await clock.advance(1);
    expect(await sending).toBeUndefined();
    expect(readableEnded).toBe(false);
  });

  it("gives up on a receiver that does not close", async () => {
    const { clock, line, receiver } = await aLine({ stubborn: true });

    const sending = send(line, [hello], { kind: "close", delayMs: 0 }, deadlineOf(clock));
    await receiver.received(1);
    await clock.advance(10_000);

    expect(await sending).toMatchObject({ kind: "timeout" });
    expect(line.connection.lost.aborted).toBe(true);
  });

  it("gives up on a receiver that does not read, and drops the connection with the half message", async () => {
    const { clock, line } = await aLine({ deaf: true });

    const sending = send(line, [endless], { kind: "none" }, deadlineOf(clock));
    await clock.advance(10_000);

    expect(await sending).toMatchObject({ kind: "timeout" });
    expect(line.connection.lost.aborted).toBe(true);
  });

  it("is called off while it settles, and leaves the connection to others", async () => {
    const { clock, line, receiver } = await aLine();
    const abandoned = new AbortController();

    const sending = send(line, [hello], late, { ...deadlineOf(clock), signal: abandoned.signal });
    await receiver.received(1);
    abandoned.abort();

    expect(await sending).toMatchObject({ kind: "aborted" });
    expect(line.connection.lost.aborted).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it("sends nothing on a lost connection", async () => {
    const { clock, line, receiver } = await aLine();
    const lost = once(line.connection.lost, "abort");
    (await receiver.accepted()).end();
    await lost;

    const trouble = await send(line, [hello], { kind: "none" }, deadlineOf(clock));

    expect(trouble).toMatchObject({ kind: "unreachable" });
    expect(trouble?.message).toContain("tcp://siem.example:514");
  });
});

interface Scene {
  readonly clock: ManualClock;
  readonly line: Line;
  readonly receiver: SyslogReceiver;
}

async function aLine(options: SyslogReceiverOptions = {}): Promise<Scene> {
  const clock = new ManualClock();
  const receiver = await SyslogReceiver.listen(options);
  const connection = await aConnection(aReceiver({ port: receiver.port }), clock);
  return { clock, line: { connection, address: "tcp://siem.example:514" }, receiver };
}

function deadlineOf(clock: ManualClock) {
  return { clock, ms: 10_000, signal: new AbortController().signal };
}
