import type { Logger } from "../../../observe/logger.ts";
import { createSeldom } from "../../../observe/seldom.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { withinDeadline } from "../../../runtime/deadline.ts";
import { noneDelivered, type Destination, type TroubleKind } from "../../destination.ts";
import { setUp, type SetupResult, type SetupTarget } from "./set-up.ts";

type PreparedDestination = Destination & Required<Pick<Destination, "prepare">>;

/**
 * Nothing is delivered before the server is set up: documents that came first would make an index with guessed types.
 * What is in the way counts as trouble of the delivery, so that it is tried again, and told, like any other.
 */
export function withSetup(
  destination: Destination,
  target: SetupTarget,
  parts: { readonly clock: Clock; readonly log: Logger; readonly version: string },
): PreparedDestination {
  const { clock, log, version } = parts;
  const { name } = destination;
  const ended = new AbortController();
  const seldom = createSeldom(clock);
  let isDone = false;
  let attempt: Promise<readonly string[]> | undefined;

  const attemptOnce = async () => {
    const { results, problems } = await setUp(target, { clock, version, signal: ended.signal });
    isDone = problems.length === 0;
    attempt = undefined;
    if (isDone) tellDone(results, name, log);
    else if (seldom("problems") !== undefined)
      log.warn(
        { destination: name, problems },
        "Could not set up the server; nothing is delivered",
      );
    return problems;
  };
  const ready = () => (isDone ? Promise.resolve([]) : (attempt ??= attemptOnce()));

  return {
    name,
    async prepare() {
      await ready();
    },
    async deliver(batch, signal) {
      if (isDone) return destination.deliver(batch, signal);
      const ms = target.connection.requestTimeoutMs;
      const problems = await withinDeadline({ clock, ms, signal }, ready);
      if (typeof problems !== "string" && problems.length === 0)
        return destination.deliver(batch, signal);
      return noneDelivered(batch.events, troubleOf(problems));
    },
    async close() {
      ended.abort();
      await attempt;
      await destination.close();
    },
  };
}

function troubleOf(problems: readonly string[] | "timeout" | "aborted"): {
  readonly kind: TroubleKind;
  readonly message: string;
} {
  if (problems === "aborted") return { kind: problems, message: "Called off before the setup" };
  if (problems === "timeout") return { kind: problems, message: "The setup is not done yet" };
  return { kind: "missing", message: `Could not set up the server. ${problems.join(" ")}` };
}

function tellDone(results: readonly SetupResult[], destination: string, log: Logger): void {
  const found = results.filter(({ outcome }) => outcome !== "unchanged");
  for (const { outcome, kind, name } of found)
    log.info({ destination, outcome, kind, name }, "Looked after a part of the setup");
  log.info({ destination, parts: results.length }, "Found the server set up");
}
