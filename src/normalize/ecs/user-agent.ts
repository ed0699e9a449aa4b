import type { JsonValue } from "../../event.ts";
import type { Members } from "../../record/excerpt.ts";
import { memo } from "../memo.ts";
import { createUserAgents } from "../user-agent/user-agents.ts";
import type { Categories } from "./categories.ts";
import { keyword } from "./scalar.ts";

/** As many as are remembered elsewhere: 0.5 KB each, and 3 KB for the longest that CloudTrail writes. */
const capacity = 10_000;
const longest = 1100;

/** `user_agent`, by its source text. */
export function createUserAgentText(mode: Categories): (record: Members) => string | undefined {
  const agentOf = createUserAgents(mode);
  const remembered = memo(
    capacity,
    (source) => {
      const userAgent: JsonValue = JSON.parse(source);
      const original = keyword(userAgent);
      if (original === undefined) return "";
      const agent = typeof original === "string" ? agentOf(original) : undefined;
      return JSON.stringify({ original, ...agent });
    },
    longest,
  );
  return (record) => {
    const source = record.source("userAgent");
    return source === undefined ? undefined : remembered(source) || undefined;
  };
}
