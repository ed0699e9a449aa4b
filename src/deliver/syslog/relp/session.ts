/**
 * One session of RELP (Reliable Event Logging Protocol, https://www.rsyslog.com/doc/relp.html), from `open` to `close`.
 * Each of our frames has a transaction number, by which the receiver's `rsp` names what it answers: `200` when it has
 * taken the message over. What has no answer when the session is lost may have been taken or not. A receiver that
 * shuts down says `serverclose` with the number 0.
 */
import type { EncodedEvent } from "../../../event.ts";
import { withinDeadline, type Deadline } from "../../../runtime/deadline.ts";
import type { Reusable } from "../carrier.ts";
import type { Connection } from "../connection.ts";
import { frame } from "../frame.ts";
import { ReceiverTrouble } from "../trouble.ts";
import { readAnswer, type Answer } from "./answer.ts";
import { FrameReader, type RelpFrame } from "./reader.ts";

const offers = "relp_version=0\nrelp_software=trailferry\ncommands=syslog";
const lastTransaction = 999_999_999;

export interface Submission {
  readonly events: readonly EncodedEvent[];
  /** Most of them on their way without an answer. */
  readonly window: number;
  readonly onAnswer: (event: EncodedEvent, answer: Answer) => void;
}

export class Session implements Reusable {
  readonly #connection: Connection;
  readonly #reader = new FrameReader();
  /** What to do with the answer, by transaction. */
  readonly #unanswered = new Map<number, (answer: Answer) => void>();
  #news = Promise.withResolvers<void>();
  #transaction: number;

  /** `transaction` is the number before the first. */
  constructor(connection: Connection, transaction = 0) {
    this.#connection = connection;
    this.#transaction = transaction;
    connection.hear((piece) => this.#hear(piece));
    connection.lost.addEventListener("abort", () => this.#wake());
  }

  get openedAt(): number {
    return this.#connection.openedAt;
  }

  get lost(): AbortSignal {
    return this.#connection.lost;
  }

  /** Agrees with the receiver on what is sent. Throws where it is lost or the receiver refuses. */
  async open(deadline: Deadline): Promise<this | "timeout" | "aborted"> {
    const answers: Answer[] = [];
    const request = this.#request("open", offers, (answer) => answers.push(answer));
    const opened = await withinDeadline(deadline, () => this.#exchange(Buffer.from(request)));
    for (const answer of answers) checkOpened(answer);
    return opened;
  }

  /**
   * Sends each event in a frame of its own. Undefined when each has its answer; "timeout" when none has come for as long
   * as the deadline says. Throws what the session is lost by.
   */
  async submit(
    { events, window, onAnswer }: Submission,
    deadline: Deadline,
  ): Promise<"timeout" | "aborted" | undefined> {
    for (let sent = 0; sent < events.length || this.#unanswered.size > 0;) {
      const next = events.slice(sent, sent + window - this.#unanswered.size);
      sent += next.length;
      const bytes = this.#frames(next, onAnswer);
      const progress = await withinDeadline(deadline, () => this.#exchange(bytes));
      if (typeof progress === "string") return progress;
    }
    return undefined;
  }

  close(): void {
    const request = this.#request("close", "", () => undefined);
    this.#connection.close(Buffer.from(request));
  }

  drop(): void {
    this.#connection.drop();
  }

  #frames(events: readonly EncodedEvent[], onAnswer: Submission["onAnswer"]): Buffer {
    const before = (event: EncodedEvent) => {
      const transaction = this.#ask((answer) => onAnswer(event, answer));
      return `${transaction} syslog ${event.body.byteLength} `;
    };
    return frame(events, { before, after: "\n" });
  }

  #request(command: string, data: string, onAnswer: (answer: Answer) => void): string {
    const told = data === "" ? "0" : `${Buffer.byteLength(data)} ${data}`;
    return `${this.#ask(onAnswer)} ${command} ${told}\n`;
  }

  #ask(onAnswer: (answer: Answer) => void): number {
    this.#transaction = (this.#transaction % lastTransaction) + 1;
    this.#unanswered.set(this.#transaction, onAnswer);
    return this.#transaction;
  }

  /** Resolves when our kernel has the bytes and at least one answer has come. */
  async #exchange(bytes: Buffer): Promise<this> {
    const before = this.#unanswered.size;
    if (bytes.length > 0) await this.#connection.write(bytes);
    while (this.#unanswered.size >= before) {
      this.lost.throwIfAborted();
      await this.#news.promise;
    }
    return this;
  }

  #hear(piece: Buffer): void {
    try {
      for (const answer of this.#reader.push(piece)) this.#take(answer);
    } catch (error) {
      // A bug, too, ends the delivery that waits for the answer, which then throws it on.
      this.#connection.drop(error instanceof Error ? error : new TypeError(String(error)));
    }
    this.#wake();
  }

  #take({ transaction, command, data }: RelpFrame): void {
    if (command === "serverclose")
      throw new ReceiverTrouble("unavailable", "The receiver has ended the session");
    const onAnswer = this.#unanswered.get(transaction);
    if (command !== "rsp" || onAnswer === undefined)
      throw new ReceiverTrouble("garbled", `The receiver answers what was not asked: ${command}`);
    this.#unanswered.delete(transaction);
    onAnswer(readAnswer(data));
  }

  #wake(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers<void>();
  }
}

/** A receiver that doesn't take messages would refuse each of them: better held than rejected one by one. */
function checkOpened({ isAccepted, words, commands }: Answer): void {
  if (!isAccepted)
    throw new ReceiverTrouble("forbidden", `The receiver refuses a RELP session: ${words}`);
  if (commands !== undefined && !commands.includes("syslog"))
    throw new ReceiverTrouble("missing", "The receiver's RELP has no command syslog");
}
