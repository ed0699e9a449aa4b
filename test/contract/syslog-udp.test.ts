import { heldLines } from "../support/held-lines.ts";
import { aSyslogDestination, udpTo } from "../support/syslog-config.ts";
import { DatagramReceiver, freeUdpPort } from "../support/syslog-datagrams.ts";
import { aReceiver } from "../support/a-connection.ts";
import { describeDestination, type Stage } from "./describe-destination.ts";

describeDestination("syslog by udp", {
  accepted: async () => facing(await DatagramReceiver.listen()),
  nobody_there: facingNobody,
  unknown_host: () => {
    const receiver = { ...aReceiver({ port: 514 }), host: "nowhere.invalid" };
    const { clock, destination } = aSyslogDestination({ transport: udpTo(514, { receiver }) });
    return Promise.resolve({ clock, destination, held: () => Promise.resolve([]) });
  },
  aborted: facingSettling,
});

function facing(receiver: DatagramReceiver): Stage {
  return {
    ...aSyslogDestination({ transport: udpTo(receiver.port) }),
    async held() {
      await receiver.received(3);
      return heldLines(receiver.messages.join("\n"));
    },
  };
}

async function facingNobody(): Promise<Stage> {
  const port = await freeUdpPort();
  let revived: DatagramReceiver | undefined;
  return {
    ...aSyslogDestination({ transport: udpTo(port) }),
    async held() {
      await revived?.received(3);
      return heldLines(revived?.messages.join("\n") ?? "");
    },
    async heal() {
      revived = await DatagramReceiver.listen(port);
    },
  };
}

/** Called off before the receiver's host could have said that nobody listens. */
async function facingSettling(): Promise<Stage> {
  const receiver = await DatagramReceiver.listen();
  const confirm = { kind: "settle", delayMs: 2000 } as const;
  const { clock, destination } = aSyslogDestination({
    transport: udpTo(receiver.port, { confirm }),
  });
  let isWell = false;
  return {
    clock,
    destination: {
      ...destination,
      async deliver(batch, signal) {
        const report = destination.deliver(batch, signal);
        if (isWell) await receiver.received(6);
        if (isWell) await clock.advance(confirm.delayMs);
        return report;
      },
    },
    silence: receiver.received(3),
    held: () => Promise.resolve(heldLines(receiver.messages.join("\n"))),
    repeats: true,
    async heal() {
      isWell = true;
    },
  };
}
