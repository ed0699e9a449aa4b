import table from "./aws-agents.json" with { type: "json" };
import { createSearch, type Candidates, type Match } from "./first-match.ts";
import { readPatterns, type Recognise } from "./uap.ts";
import { operatingSystem, other } from "./user-agent.ts";

/** Knows what uap-core doesn't: the names and systems of agents that call AWS. Never renames what uap-core names. */
export function createAwsRecognise(): Recognise {
  const lists = { ...readPatterns(), awsAgents: table.agents, awsSystems: table.systems };
  const search = createSearch(lists);

  return (text) => {
    const candidates = search(text);
    const bare = unwrapped(text);
    const whole = candidates.first("agents");
    // Some patterns want the name to come first, where S3 puts a bracket.
    const part = whole === undefined ? bare : text;
    const known = part === text ? whole : candidates.first("agents", part);
    const agent = known ?? candidates.first("awsAgents", bare);
    return {
      name: agent?.name ?? other,
      version: agent?.version,
      device: { name: deviceIn(bare, candidates.first("devices", part)) ?? other },
      os: operatingSystem(systemIn(bare, candidates.first("systems", part), candidates)),
    };
  };

  /** uap-core takes the `bot` in `Boto3` and `botocore` for a crawler's. */
  function deviceIn(text: string, known: Match | undefined): string | undefined {
    if (known?.name !== "Spider" || !/boto/i.test(text)) return known?.name;
    return search(text.replaceAll(/boto/gi, "")).first("devices")?.name;
  }
}

/** Adds a version where there is none; a system of another name says less than the one that is known. */
function systemIn(
  text: string,
  known: Match | undefined,
  candidates: Candidates<"awsSystems">,
): Match | undefined {
  if (known?.version !== undefined) return known;
  const found = candidates.first("awsSystems", text);
  return known === undefined || known.name === found?.name ? found : known;
}

/** The records of S3 have their agents in brackets. The closing one is missing where CloudTrail cut the text. */
function unwrapped(text: string): string {
  if (!text.startsWith("[")) return text;
  return text.slice(1, text.endsWith("]") ? -1 : undefined);
}
