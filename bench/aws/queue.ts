/**
 * A standard SQS queue in memory, as far as a consumer can tell: at-least-once, a new receipt handle at every receive,
 * messages that come back when their visibility runs out. A message is a number; the text is made when it is received.
 */
export interface Received {
  readonly message: number;
  readonly receiptHandle: string;
  readonly receiveCount: number;
  readonly sentAt: number;
}

interface Message {
  readonly number: number;
  readonly sentAt: number;
  receiveCount: number;
}

interface Claim {
  readonly message: Message;
  endsAt: number;
}

interface Poll {
  readonly max: number;
  readonly answer: (received: readonly Received[]) => void;
}

const sweepMs = 200;

export class Queue {
  readonly visibilitySeconds: number;
  deleted = 0;
  lastDeletedAt = 0;
  /** By the number of the message, in milliseconds since the epoch. */
  readonly sentAt: number[] = [];
  readonly deletedAt: number[] = [];
  /** From `#next` on: taking from the front of a long array would cost as much as it is long. */
  #visible: Message[] = [];
  #next = 0;
  readonly #claims = new Map<string, Claim>();
  readonly #polls = new Set<Poll>();
  readonly #sweep: NodeJS.Timeout;

  constructor(visibilitySeconds: number) {
    this.visibilitySeconds = visibilitySeconds;
    this.#sweep = setInterval(() => this.#returnExpired(), sweepMs).unref();
  }

  get visible(): number {
    return this.#visible.length - this.#next;
  }

  get inFlight(): number {
    return this.#claims.size;
  }

  send(count: number): void {
    const sentAt = Date.now();
    for (let index = 0; index < count; index += 1) {
      this.#visible.push({ number: this.sentAt.length, sentAt, receiveCount: 0 });
      this.sentAt.push(sentAt);
    }
    this.#answerPolls();
  }

  /** Waits up to `waitMs` for a first message. `gone` is aborted when nobody waits for the answer any more. */
  receive(max: number, waitMs: number, gone: AbortSignal): Promise<readonly Received[]> {
    if (this.visible > 0 || waitMs === 0) return Promise.resolve(this.#claim(max));
    return new Promise((resolve) => {
      const answer = (received: readonly Received[]) => {
        clearTimeout(timer);
        gone.removeEventListener("abort", giveUp);
        this.#polls.delete(poll);
        resolve(received);
      };
      const giveUp = () => answer([]);
      const poll = { max, answer };
      const timer = setTimeout(giveUp, waitMs);
      gone.addEventListener("abort", giveUp);
      this.#polls.add(poll);
    });
  }

  /** An old handle deletes nothing, and is no error: so does SQS. */
  delete(receiptHandle: string): void {
    const claim = this.#claims.get(receiptHandle);
    if (claim === undefined) return;
    this.#claims.delete(receiptHandle);
    this.deleted += 1;
    this.lastDeletedAt = Date.now();
    this.deletedAt[claim.message.number] = this.lastDeletedAt;
  }

  /** False where the handle is not that of a message in flight. */
  changeVisibility(receiptHandle: string, seconds: number): boolean {
    const claim = this.#claims.get(receiptHandle);
    if (claim === undefined) return false;
    claim.endsAt = Date.now() + seconds * 1000;
    if (seconds === 0) this.#returnExpired();
    return true;
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const poll of this.#polls) poll.answer([]);
  }

  #claim(max: number): readonly Received[] {
    const endsAt = Date.now() + this.visibilitySeconds * 1000;
    return this.#takeVisible(max).map((message) => {
      message.receiveCount += 1;
      const receiptHandle = `${message.number}-${message.receiveCount}EXAMPLE`;
      this.#claims.set(receiptHandle, { message, endsAt });
      const { number, sentAt, receiveCount } = message;
      return { message: number, receiptHandle, receiveCount, sentAt };
    });
  }

  #takeVisible(max: number): readonly Message[] {
    const taken = this.#visible.slice(this.#next, this.#next + max);
    this.#next += taken.length;
    if (this.#next === this.#visible.length) {
      this.#visible = [];
      this.#next = 0;
    }
    return taken;
  }

  #returnExpired(): void {
    const now = Date.now();
    for (const [receiptHandle, { message, endsAt }] of this.#claims) {
      if (endsAt > now) continue;
      this.#claims.delete(receiptHandle);
      this.#visible.push(message);
    }
    this.#answerPolls();
  }

  #answerPolls(): void {
    for (const poll of this.#polls) {
      if (this.visible === 0) return;
      poll.answer(this.#claim(poll.max));
    }
  }
}
