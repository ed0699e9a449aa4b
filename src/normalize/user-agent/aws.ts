import table from "./aws-agents.json" with { type: "json" };
import { createFirstMatch } from "./first-match.ts";
import { createUapRecognise, type Recognise } from "./uap.ts";
import { operatingSystem, other, type OperatingSystem, type UserAgent } from "./user-agent.ts";

/** Knows what uap-core doesn't: the names and systems of agents that call AWS. Never renames what uap-core names. */
export function createAwsRecognise(): Recognise {
  const uap = createUapRecognise();
  const agentOf = createFirstMatch(table.agents);
  const systemOf = createFirstMatch(table.systems);

  return (text) => {
    const bare = unwrapped(text);
    const known = uapAgentOf(text, bare);
    const agent = known.name === other ? (agentOf(bare) ?? known) : known;
    return Object.freeze({
      name: agent.name,
      version: agent.version,
      device: deviceOf(known, bare),
      os: systemIn(bare, known.os),
    });
  };

  /** Some patterns want the name to come first, where S3 puts a bracket. */
  function uapAgentOf(text: string, bare: string): UserAgent {
    const agent = uap(text);
    return agent.name === other && bare !== text ? uap(bare) : agent;
  }

  /** uap-core takes the `bot` in `Boto3` and `botocore` for a crawler's. */
  function deviceOf({ device }: UserAgent, text: string): UserAgent["device"] {
    if (device.name !== "Spider" || !/boto/i.test(text)) return device;
    return uap(text.replaceAll(/boto/gi, "")).device;
  }

  /** Adds a version where there is none; a system of another name says less than the one that is known. */
  function systemIn(text: string, known: OperatingSystem | undefined): OperatingSystem | undefined {
    if (known?.version !== undefined) return known;
    const found = systemOf(text);
    if (found === undefined || (known !== undefined && known.name !== found.name)) return known;
    return operatingSystem(found.name, found.version);
  }
}

/** The records of S3 have their agents in brackets. The closing one is missing where CloudTrail cut the text. */
function unwrapped(text: string): string {
  if (!text.startsWith("[")) return text;
  return text.slice(1, text.endsWith("]") ? -1 : undefined);
}
