import type { EncodedEvent, Rejection } from "../../../event.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { withinDeadline } from "../../../runtime/deadline.ts";
import {
  allDelivered,
  noneDelivered,
  type DeliveryReport,
  type Trouble,
} from "../../destination.ts";
import type { Carrier } from "../carrier.ts";
import type { UdpConfig } from "../config.ts";
import { settled } from "../settle.ts";
import { addressOf, calledOff, cutShort, troubleOf } from "../trouble.ts";
import { Pace } from "./pace.ts";
import { openSocket, type UdpSocket } from "./socket.ts";

/** Datagrams handed to the kernel at once. */
const atOnce = 16;

/** What no datagram holds, or why the rest was not sent. */
type Sent = { readonly tooLarge: readonly EncodedEvent[] } | { readonly trouble: Trouble };

/**
 * Syslog over UDP (RFC 5426): one message in each datagram, without framing. Nothing proves that a datagram came; that
 * nobody listens is noticed where the receiver's host says so.
 */
export function createUdp(config: UdpConfig, clock: Clock): Carrier<UdpSocket> {
  const { confirm, datagramsPerSecond, receiver, sendTimeoutMs: ms } = config;
  const address = addressOf("udp", receiver);
  const pace = new Pace(datagramsPerSecond, clock);

  const sendAll = async (
    socket: UdpSocket,
    events: readonly EncodedEvent[],
    signal: AbortSignal,
  ): Promise<Sent> => {
    const tooLarge: EncodedEvent[] = [];
    for (let at = 0; at < events.length; at += atOnce) {
      const some = events.slice(at, at + atOnce);
      await pace.admit(some.length, signal);
      const refused = await withinDeadline({ clock, ms, signal }, () => sendSome(socket, some));
      if (typeof refused === "string")
        return { trouble: cutShort(refused, address, `Could not send in time to ${address}`) };
      tooLarge.push(...refused);
    }
    if (confirm.kind === "none") return { tooLarge };
    const outlived = await settled(socket.lost, confirm.delayMs, { clock, signal });
    return outlived ? { tooLarge } : { trouble: calledOff(address) };
  };

  return {
    address,
    connect: (signal) => openSocket(receiver, { clock, signal }),
    async send(socket, events, { signal }): Promise<DeliveryReport> {
      try {
        const sent = await sendAll(socket, events, signal);
        if ("trouble" in sent) return noneDelivered(events, sent.trouble);
        return { ...allDelivered, rejected: sent.tooLarge.map(rejection) };
      } catch (error) {
        return noneDelivered(events, troubleOf(error, address));
      }
    },
  };
}

/** Returns those that no datagram holds. */
async function sendSome(
  socket: UdpSocket,
  events: readonly EncodedEvent[],
): Promise<readonly EncodedEvent[]> {
  const outcomes = await Promise.all(events.map(({ body }) => socket.send(body.bytes)));
  return events.filter((_, index) => outcomes[index] === "too_large");
}

function rejection({ record, body }: EncodedEvent): Rejection {
  const message = `The message has ${body.byteLength} bytes, more than a datagram to this receiver holds`;
  return { record, reason: "too_large", message };
}
