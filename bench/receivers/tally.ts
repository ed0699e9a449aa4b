/** What the receivers of a run have taken, all together. */
export interface Received {
  readonly documents: number;
  /** Requests by HTTP, connections by syslog. */
  readonly requests: number;
  readonly wireBytes: number;
  readonly plainBytes: number;
}

/** How many documents had been taken at a time, in milliseconds since the epoch. */
export interface Confirmation {
  readonly at: number;
  readonly documents: number;
}

export class Tally {
  readonly confirmations: Confirmation[] = [];
  #received: Received = { documents: 0, requests: 0, wireBytes: 0, plainBytes: 0 };

  get received(): Received {
    return this.#received;
  }

  add({ documents, requests, wireBytes, plainBytes }: Received): void {
    const before = this.#received;
    this.#received = {
      documents: before.documents + documents,
      requests: before.requests + requests,
      wireBytes: before.wireBytes + wireBytes,
      plainBytes: before.plainBytes + plainBytes,
    };
    if (documents > 0)
      this.confirmations.push({ at: Date.now(), documents: this.#received.documents });
  }
}
