import type { EncodedEvent } from "../../event.ts";
import type { DeliveryReport } from "../destination.ts";

/** What carries one batch after the other. */
export interface Reusable {
  /** By the monotonic clock. */
  readonly openedAt: number;
  /** Aborted when it can carry nothing any more, with the error as its reason. */
  readonly lost: AbortSignal;
  /** Ends it in good order, with no batch on it. */
  close(): void;
}

/** One way to bring messages, which have their header already (`withHeader`), to a receiver. */
export interface Carrier<Line extends Reusable> {
  /** As log lines call the receiver: `tls://siem.example:6514`. */
  readonly address: string;
  /** Throws what the network, TLS or the receiver has against it. */
  connect(signal: AbortSignal): Promise<Line | "timeout" | "aborted">;
  /** No other batch is on the line meanwhile. */
  send(line: Line, events: readonly EncodedEvent[], leg: Leg): Promise<DeliveryReport>;
}

export interface Leg {
  /** The line takes no further batch. */
  readonly isLast: boolean;
  readonly signal: AbortSignal;
}
