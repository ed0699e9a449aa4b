import type { Clock } from "../../../runtime/clock.ts";
import type { ElasticsearchConfig } from "../config.ts";
import type { Payloads, TemplateFormat } from "../template.ts";
import { SetupFailure, withAsk, type Ask } from "./ask.ts";
import { hasLifecycle, lookAtServer, lookFor, refused } from "./look.ts";
import { namesFor } from "./names.ts";
import { planOf, type Action, type Step } from "./plan.ts";
import { wantedFor, type ThingKind } from "./wanted.ts";

export interface SetupTarget {
  readonly connection: ElasticsearchConfig;
  readonly format: TemplateFormat;
  readonly payloads: Payloads;
  /** Goes above index templates of others for the same names, such as those of Elastic's AWS integration. */
  readonly takeOver: boolean;
}

export interface SetupReport {
  /** One for each thing, in the order of the work. */
  readonly results: readonly SetupResult[];
  /** What someone must mend first; empty when all is as wanted. */
  readonly problems: readonly string[];
}

export interface SetupResult {
  readonly outcome: SetupOutcome;
  readonly kind: ThingKind;
  readonly name: string;
}

/** `not_ours`: left as it is. `not_done`: for a problem. `not_available`: the server has no such thing. */
export type SetupOutcome =
  | "created"
  | "updated"
  | "unchanged"
  | "not_ours"
  | "not_done"
  | "not_available";

/**
 * Puts the templates and the lifecycle policy for one destination into its server. May be repeated, and leaves alone
 * what it did not write: a template, a component or an index template is its own where `_meta.managed_by` says so.
 * Where something is in the way nothing is changed.
 */
export async function setUp(target: SetupTarget, parts: SetupParts): Promise<SetupReport> {
  const results: SetupResult[] = [];
  try {
    const problems = await withAsk(target.connection, parts, (ask) =>
      work(ask, target, { version: parts.version, results }),
    );
    return { results, problems };
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    return { results, problems: [error.message] };
  }
}

export interface SetupParts {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Of this program; an older one leaves alone what a newer one wrote. */
  readonly version: string;
}

async function work(
  ask: Ask,
  { connection, format, payloads, takeOver }: SetupTarget,
  { version, results }: { readonly version: string; readonly results: SetupResult[] },
): Promise<readonly string[]> {
  const names = namesFor(format, connection.dataStream);
  const server = await lookAtServer(ask);
  const lifecycle = await hasLifecycle(ask, names, server);
  const wanted = wantedFor({ format, payloads, names, server, lifecycle, version });
  const existing = await lookFor(ask, wanted.things, names);
  const { steps, obstacles } = planOf(existing, wanted, { takeOver });
  if (!lifecycle && !server.serverless)
    results.push({ outcome: "not_available", kind: "lifecycle policy", name: names.own });
  if (obstacles.length === 0) return carryOut(ask, steps, results);
  results.push(...steps.map((step) => resultOf(step, undone[step.action])));
  return obstacles;
}

async function carryOut(
  ask: Ask,
  steps: readonly Step[],
  results: SetupResult[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const step of steps) {
    const problem = problems.length === 0 ? await put(ask, step) : undefined;
    if (problem !== undefined) problems.push(problem);
    const outcomes = problems.length === 0 ? done : undone;
    results.push(resultOf(step, outcomes[step.action]));
  }
  return problems;
}

/** Returns what went wrong. */
async function put(ask: Ask, { thing, action }: Step): Promise<string | undefined> {
  if (action === "keep" || action === "leave") return undefined;
  try {
    const reply = await ask("PUT", thing.path, thing.body);
    return reply.status > 299 ? refused(`PUT ${thing.path}`, reply).message : undefined;
  } catch (error) {
    if (error instanceof SetupFailure) return error.message;
    throw error;
  }
}

function resultOf({ thing: { kind, name } }: Step, outcome: SetupOutcome): SetupResult {
  return { outcome, kind, name };
}

const done: Readonly<Record<Action, SetupOutcome>> = {
  create: "created",
  update: "updated",
  keep: "unchanged",
  leave: "not_ours",
};

const undone: Readonly<Record<Action, SetupOutcome>> = {
  ...done,
  create: "not_done",
  update: "not_done",
};
