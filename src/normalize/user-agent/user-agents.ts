import { memo } from "../memo.ts";
import { createAwsRecognise } from "./aws.ts";
import { createUapRecognise, type Recognise } from "./uap.ts";

export interface UserAgentsOptions {
  /** `elastic`: what Elasticsearch's `user_agent` processor knows. `extended`: AWS's own and its users' tools as well. */
  readonly mode?: "elastic" | "extended";
  /** How many agents are remembered. */
  readonly capacity?: number;
}

/**
 * CloudTrail cuts agents at 1 KB. Longer ones are no agents: matching takes time that grows with the square of the
 * length, and remembering them takes memory.
 */
const longest = 1024;

export function createUserAgents({
  mode = "extended",
  capacity = 10_000,
}: UserAgentsOptions = {}): Recognise {
  const start = mode === "elastic" ? createUapRecognise : createAwsRecognise;
  let recognise: Recognise | undefined;
  const recognised: Recognise = (text) => (recognise ??= start())(text);
  const remembered = memo(capacity, recognised, longest);

  return (text) => (text.length > longest ? recognised(text.slice(0, longest)) : remembered(text));
}
