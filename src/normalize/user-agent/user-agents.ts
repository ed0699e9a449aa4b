import { createAwsRecognise } from "./aws.ts";
import { createUapRecognise, type Recognise } from "./uap.ts";

/** CloudTrail cuts agents at 1 KB. Longer ones are no agents, and matching takes time that grows with the square of the length. */
const longest = 1024;

/** `elastic`: what Elasticsearch's `user_agent` processor knows. `extended`: AWS's own and its users' tools as well. */
export function createUserAgents(mode: "elastic" | "extended" = "extended"): Recognise {
  const start = mode === "elastic" ? createUapRecognise : createAwsRecognise;
  let recognise: Recognise | undefined;

  return (text) => (recognise ??= start())(text.slice(0, longest));
}
