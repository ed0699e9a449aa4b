import { readFileSync } from "node:fs";
import { createFirstMatch } from "./first-match.ts";
import type { Patterns } from "./pattern.ts";
import { operatingSystem, other, type UserAgent } from "./user-agent.ts";

/** Recognises an agent as Elasticsearch's `user_agent` processor does, with the patterns that it comes with. */
export type Recognise = (text: string) => UserAgent;

/** The patterns take some milliseconds to read, which whoever needs no user agents shouldn't pay. */
export function createUapRecognise(): Recognise {
  const { agents, systems, devices } = readPatterns();
  const agentOf = createFirstMatch(agents);
  const systemOf = createFirstMatch(systems);
  const deviceOf = createFirstMatch(devices);

  return (text) => {
    const agent = agentOf(text);
    const system = systemOf(text);
    const device = deviceOf(text);
    return Object.freeze({
      name: agent?.name ?? other,
      version: agent?.version,
      device: Object.freeze({ name: device?.name ?? other }),
      os: system && operatingSystem(system.name, system.version),
    });
  };
}

function readPatterns(): Patterns {
  const patterns: Patterns = JSON.parse(
    readFileSync(new URL("patterns.json", import.meta.url), "utf8"),
  );
  return patterns;
}
