import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import type {
  BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommandOutput,
  DeleteMessageBatchCommandOutput,
  GetQueueAttributesCommandOutput,
  ReceiveMessageCommandInput,
  ReceiveMessageCommandOutput,
} from "@aws-sdk/client-sqs";

import { sleep } from "../../src/runtime/clock.ts";
import type { SendOptions, SqsSender } from "../../src/source/queue.ts";
import type { ManualClock } from "./manual-clock.ts";

type Action = "receive" | "delete" | "hide" | "attributes";
type Command =
  | ReceiveMessageCommand
  | DeleteMessageBatchCommand
  | ChangeMessageVisibilityBatchCommand
  | GetQueueAttributesCommand;
type Output =
  | ReceiveMessageCommandOutput
  | DeleteMessageBatchCommandOutput
  | ChangeMessageVisibilityBatchCommandOutput
  | GetQueueAttributesCommandOutput;

/** `unanswered`: carried out, but the answer gets lost. `silence`: no answer at all, until the call is aborted. */
export type Fault = Error | "unanswered" | "silence";

interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  receiveCount: number;
  receivedAt: number;
  visibleAt: number;
  handle: string | undefined;
  isDeleted: boolean;
}

interface Entry {
  readonly Id: string | undefined;
  readonly ReceiptHandle: string | undefined;
  readonly VisibilityTimeout?: number | undefined;
}

const twelveHoursMs = 12 * 60 * 60 * 1000;

/** A standard queue in memory, with real visibility timeouts and receipt handles over a `ManualClock`. */
export class FakeQueue implements SqsSender {
  readonly calls: { readonly action: Action; readonly at: number; readonly entries: number }[] = [];
  readonly polls: ReceiveMessageCommandInput[] = [];
  /** What each visibility change asked for, in order. */
  readonly hides: { readonly id: string; readonly seconds: number; readonly at: number }[] = [];
  /** As some servers do: an empty queue answers at once. */
  ignoresWait = false;
  redrivePolicy: string | undefined = '{"maxReceiveCount":5}';
  /** Decides about every call; `undefined` lets it pass. */
  fault: (action: Action) => Fault | undefined;
  /** Decides about every entry of a batch: a code refuses it, `unmentioned` leaves it out of the answer. */
  refusal: (action: Action) => string | undefined;
  readonly #clock: ManualClock;
  readonly #messages: StoredMessage[] = [];
  readonly #byHandle = new Map<string, StoredMessage>();
  readonly #faults = new Map<Action, Fault[]>();
  readonly #refusals = new Map<Action, string[]>();
  #arrival = Promise.withResolvers<void>();

  constructor(clock: ManualClock) {
    this.#clock = clock;
    this.fault = (action) => this.#faults.get(action)?.shift();
    this.refusal = (action) => this.#refusals.get(action)?.shift();
  }

  put(body: string): string {
    const now = this.#clock.now();
    const id = `message-${this.#messages.length + 1}-EXAMPLE`;
    this.#messages.push({
      id,
      body,
      sentAt: now,
      receiveCount: 0,
      receivedAt: 0,
      visibleAt: now,
      handle: undefined,
      isDeleted: false,
    });
    this.#arrival.resolve();
    this.#arrival = Promise.withResolvers<void>();
    return id;
  }

  failNext(action: Action, ...faults: Fault[]): void {
    this.#faults.set(action, [...(this.#faults.get(action) ?? []), ...faults]);
  }

  refuseNext(action: Action, ...codes: string[]): void {
    this.#refusals.set(action, [...(this.#refusals.get(action) ?? []), ...codes]);
  }

  /** Ends every visibility timeout now, as a lost extension would. */
  showAll(): void {
    for (const message of this.#messages) message.visibleAt = this.#clock.now();
  }

  get remaining(): string[] {
    return this.#messages.filter(({ isDeleted }) => !isDeleted).map(({ id }) => id);
  }

  get visible(): string[] {
    return this.#visible().map(({ id }) => id);
  }

  count(action: Action): number {
    return this.calls.filter((call) => call.action === action).length;
  }

  send(command: ReceiveMessageCommand, options: SendOptions): Promise<ReceiveMessageCommandOutput>;
  send(
    command: DeleteMessageBatchCommand,
    options: SendOptions,
  ): Promise<DeleteMessageBatchCommandOutput>;
  send(
    command: ChangeMessageVisibilityBatchCommand,
    options: SendOptions,
  ): Promise<ChangeMessageVisibilityBatchCommandOutput>;
  send(
    command: GetQueueAttributesCommand,
    options: SendOptions,
  ): Promise<GetQueueAttributesCommandOutput>;
  async send(command: Command, { abortSignal }: SendOptions): Promise<Output> {
    const action = actionOf(command);
    const entries = "Entries" in command.input ? (command.input.Entries?.length ?? 0) : 0;
    this.calls.push({ action, at: this.#clock.now(), entries });
    const fault = this.fault(action);
    if (fault instanceof Error) throw fault;
    if (fault === "silence") await aborted(abortSignal);
    const output = await this.#answer(command, abortSignal);
    if (fault === "unanswered") throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
    return output;
  }

  async #answer(command: Command, signal: AbortSignal): Promise<Output> {
    if (command instanceof ReceiveMessageCommand) return this.#receive(command.input, signal);
    if (command instanceof DeleteMessageBatchCommand)
      return this.#batch("delete", command.input.Entries, (message, entry) =>
        this.#delete(message, entry),
      );
    if (command instanceof ChangeMessageVisibilityBatchCommand)
      return this.#batch("hide", command.input.Entries, (message, entry) =>
        this.#hide(message, entry),
      );
    return { $metadata: {}, Attributes: this.#attributes() };
  }

  async #receive(
    input: ReceiveMessageCommandInput,
    signal: AbortSignal,
  ): Promise<ReceiveMessageCommandOutput> {
    this.polls.push(input);
    const deadline =
      this.#clock.now() + (this.ignoresWait ? 0 : (input.WaitTimeSeconds ?? 0) * 1000);
    while (this.#visible().length === 0 && this.#clock.now() < deadline) {
      const next = Math.min(deadline, ...this.#hidden().map(({ visibleAt }) => visibleAt));
      const woken = new AbortController();
      const wake = () => woken.abort();
      signal.addEventListener("abort", wake);
      const arrived = this.#arrival.promise.then(wake);
      await Promise.race([sleep(this.#clock, next - this.#clock.now(), woken.signal), arrived]);
      signal.removeEventListener("abort", wake);
      signal.throwIfAborted();
    }
    const messages = this.#visible().slice(0, input.MaxNumberOfMessages ?? 1);
    for (const message of messages) this.#handOut(message, input.VisibilityTimeout ?? 30);
    return { $metadata: {}, ...(messages.length > 0 && { Messages: messages.map(asReceived) }) };
  }

  #handOut(message: StoredMessage, visibilitySeconds: number): void {
    message.receiveCount += 1;
    message.receivedAt = this.#clock.now();
    message.visibleAt = message.receivedAt + visibilitySeconds * 1000;
    message.handle = `${message.id}#${message.receiveCount}`;
    this.#byHandle.set(message.handle, message);
  }

  #batch(
    action: Action,
    entries: readonly Entry[] = [],
    carryOut: (message: StoredMessage, entry: Entry) => string | undefined,
  ): DeleteMessageBatchCommandOutput {
    const Successful: { Id: string }[] = [];
    const Failed: BatchResultErrorEntry[] = [];
    for (const entry of entries) {
      const { Id = "", ReceiptHandle = "" } = entry;
      const message = this.#byHandle.get(ReceiptHandle);
      const refused = this.refusal(action);
      const code =
        refused ?? (message === undefined ? "ReceiptHandleIsInvalid" : carryOut(message, entry));
      if (code === "unmentioned") continue;
      if (code === undefined) Successful.push({ Id });
      else Failed.push({ Id, Code: code, SenderFault: true });
    }
    return { $metadata: {}, Successful, Failed };
  }

  /** With an old handle a standard queue says yes and deletes nothing; the newest works even when its time is over. */
  #delete(message: StoredMessage, { ReceiptHandle }: Entry): undefined {
    if (message.handle === ReceiptHandle) message.isDeleted = true;
    return undefined;
  }

  #hide(message: StoredMessage, { ReceiptHandle, VisibilityTimeout = 0 }: Entry) {
    const now = this.#clock.now();
    this.hides.push({ id: message.id, seconds: VisibilityTimeout, at: now });
    const isInFlight = message.handle === ReceiptHandle && message.visibleAt > now;
    if (!isInFlight || message.isDeleted) return "MessageNotInflight";
    const visibleAt = now + VisibilityTimeout * 1000;
    if (visibleAt > message.receivedAt + twelveHoursMs) return "InvalidParameterValue";
    message.visibleAt = visibleAt;
    return undefined;
  }

  #attributes(): Record<string, string> {
    return {
      ApproximateNumberOfMessages: String(this.#visible().length),
      ApproximateNumberOfMessagesNotVisible: String(this.#hidden().length),
      ApproximateNumberOfMessagesDelayed: "0",
      ...(this.redrivePolicy !== undefined && { RedrivePolicy: this.redrivePolicy }),
    };
  }

  #visible(): StoredMessage[] {
    return this.#messages.filter((m) => !m.isDeleted && m.visibleAt <= this.#clock.now());
  }

  #hidden(): StoredMessage[] {
    return this.#messages.filter((m) => !m.isDeleted && m.visibleAt > this.#clock.now());
  }
}

/** An error as the SDK throws it: the shape's name, and the code of the query protocol beside it. */
export function sqsError(name: string, more: { Code?: string; status?: number } = {}): Error {
  const { Code = name, status = 400 } = more;
  return Object.assign(new Error(`${name} happened`), {
    name,
    Code,
    $metadata: { httpStatusCode: status },
  });
}

function actionOf(command: Command): Action {
  if (command instanceof ReceiveMessageCommand) return "receive";
  if (command instanceof DeleteMessageBatchCommand) return "delete";
  if (command instanceof ChangeMessageVisibilityBatchCommand) return "hide";
  return "attributes";
}

function asReceived(message: StoredMessage) {
  return {
    MessageId: message.id,
    ReceiptHandle: message.handle,
    Body: message.body,
    Attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
    },
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")), {
      once: true,
    });
  });
}
