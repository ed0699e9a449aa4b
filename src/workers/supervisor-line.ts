import { order, type Begin, type Notice } from "./messages.ts";

/** The line to the supervisor, as a worker has it. */
export interface SupervisorLine {
  /** Resolves with the first order, or with undefined when the supervisor is gone before. */
  readonly begin: Promise<Begin | undefined>;
  /** As SIGTERM does for a process of its own. The end of the supervisor is the order to stop: nobody else would give it. */
  onStop(stop: (why: string) => void): () => void;
  onReport(report: () => void): void;
  send(notice: Notice): void;
  /** Resolves when the last notice was handed over, or nobody is there to hear it. */
  close(): Promise<void>;
}

/** Undefined in a process that was not started by a supervisor. */
export function lineToSupervisor(): SupervisorLine | undefined {
  if (process.send === undefined) return undefined;
  const begin = Promise.withResolvers<Begin | undefined>();
  /** What came before anyone listened. */
  const early = { stops: new Array<string>(), isAsked: false };
  let isStopping = false;
  let stop = (why: string): void => void early.stops.push(why);
  let report = (): void => void (early.isAsked = true);
  let lastSent: Promise<void> | undefined;

  const onMessage = (message: unknown) => {
    const heard = order.parse(message);
    if (heard.kind === "begin") begin.resolve(heard);
    if (heard.kind === "report") report();
    if (heard.kind !== "stop") return;
    isStopping = true;
    stop(heard.why);
  };
  const onDisconnect = () => {
    begin.resolve(undefined);
    if (!isStopping) stop("the supervisor is gone");
  };
  process.on("message", onMessage).on("disconnect", onDisconnect);
  // Ctrl-C and service managers signal all processes at once. When this one stops, its supervisor says.
  process.on("SIGTERM", ignore).on("SIGINT", ignore);

  return {
    begin: begin.promise,
    onStop(listener) {
      stop = listener;
      for (const why of early.stops) listener(why);
      return () => {
        stop = ignore;
      };
    },
    onReport(listener) {
      report = listener;
      if (early.isAsked) listener();
    },
    send(notice) {
      if (!process.connected) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      process.send?.(notice, undefined, undefined, () => resolve());
      lastSent = promise;
    },
    async close() {
      await lastSent;
      process.off("message", onMessage).off("disconnect", onDisconnect);
      if (process.connected) process.disconnect?.();
    },
  };
}

function ignore(): void {}
