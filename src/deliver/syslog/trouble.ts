import type { Trouble } from "../destination.ts";
import { networkTrouble } from "../network-trouble.ts";
import { UnreadableTlsFile } from "../tls-files.ts";
import type { Receiver } from "./config.ts";

/** What a receiver that answers has said, or said wrongly; the reason why its line is lost. */
export class ReceiverTrouble extends Error {
  readonly kind: Trouble["kind"];

  constructor(kind: Trouble["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** What an error of a line means. Throws what is a bug. */
export function troubleOf(error: unknown, address: string): Trouble {
  if (error instanceof UnreadableTlsFile) return { kind: "tls", message: error.message };
  if (error instanceof ReceiverTrouble)
    return { kind: error.kind, message: `${error.message} (${address})` };
  const trouble = networkTrouble(error, address);
  if (trouble === undefined) throw error;
  return trouble;
}

/** An attempt that did not come to its end; `late` is what to say where its time was over. */
export function cutShort(kind: "timeout" | "aborted", address: string, late: string): Trouble {
  return kind === "timeout" ? { kind, message: late } : calledOff(address);
}

export function calledOff(address: string): Trouble {
  return { kind: "aborted", message: `Called off a delivery to ${address}` };
}

/** As `addressOf`, of TCP or TLS. */
export function addressOfStream(receiver: Receiver): string {
  return addressOf(receiver.tls === undefined ? "tcp" : "tls", receiver);
}

/** `tls://[::1]:6514`. */
export function addressOf(scheme: string, { host, port }: Omit<Receiver, "tls">): string {
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
