import { readFileSync } from "node:fs";
import { createSearch } from "./first-match.ts";
import type { Patterns } from "./pattern.ts";
import { operatingSystem, other, type UserAgent } from "./user-agent.ts";

/** Recognises an agent as Elasticsearch's `user_agent` processor does, with the patterns that it comes with. */
export type Recognise = (text: string) => UserAgent;

export function createUapRecognise(): Recognise {
  const search = createSearch(readPatterns());

  return (text) => {
    const candidates = search(text);
    const agent = candidates.first("agents");
    return {
      name: agent?.name ?? other,
      version: agent?.version,
      device: { name: candidates.first("devices")?.name ?? other },
      os: operatingSystem(candidates.first("systems")),
    };
  };
}

/** Takes some milliseconds, which whoever needs no user agents shouldn't pay. */
export function readPatterns(): Patterns {
  const { agents, systems, devices }: Patterns = JSON.parse(
    readFileSync(new URL("patterns.json", import.meta.url), "utf8"),
  );
  return { agents, systems, devices };
}
