import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "yaml";
import { z } from "zod";
import type { Pattern, Patterns } from "../../../src/normalize/user-agent/pattern.ts";
import { usualAgents } from "./usual-agents.ts";
import { requiredText } from "./required-text.ts";

const require = createRequire(import.meta.url);
const text = z.string().optional();

const regexes = z.object({
  user_agent_parsers: z.array(
    z.object({
      regex: z.string(),
      family_replacement: text,
      v1_replacement: text,
      v2_replacement: text,
    }),
  ),
  os_parsers: z.array(
    z.object({
      regex: z.string(),
      os_replacement: text,
      os_v1_replacement: text,
      os_v2_replacement: text,
      os_v3_replacement: text,
    }),
  ),
  device_parsers: z.array(
    z.object({
      regex: z.string(),
      regex_flag: z.literal("i").optional(),
      device_replacement: text,
    }),
  ),
});

const packageJson = z.object({ version: z.string() });

/** What `patterns.json` has to hold: uap-core's patterns with what is used of them, and keys to skip most of them by. */
export function patternsOfUapCore(): Patterns & {
  readonly origin: string;
  readonly licence: string;
} {
  const { version } = packageJson.parse(
    JSON.parse(readFileSync(require.resolve("uap-core/package.json"), "utf8")),
  );
  const yaml = regexes.parse(parse(readFileSync(require.resolve("uap-core/regexes.yaml"), "utf8")));
  const all = {
    agents: yaml.user_agent_parsers.map((row) =>
      pattern(row.regex, row.family_replacement, [row.v1_replacement, row.v2_replacement]),
    ),
    systems: yaml.os_parsers.map((row) =>
      pattern(row.regex, row.os_replacement, [
        row.os_v1_replacement,
        row.os_v2_replacement,
        row.os_v3_replacement,
      ]),
    ),
    devices: yaml.device_parsers.map((row) => ({
      ...pattern(row.regex, row.device_replacement, []),
      ...(row.regex_flag && { ignoreCase: true }),
    })),
  };
  return {
    origin: `The regexes.yaml of uap-core ${version}, reduced to what is used of it, with keys added`,
    licence: "Copyright 2009 Google Inc. Licensed under the Apache License, Version 2.0",
    agents: withKeys(all.agents),
    systems: withKeys(all.systems),
    devices: withKeys(all.devices),
  };
}

function pattern(
  regex: string,
  name: string | undefined,
  version: readonly (string | undefined)[],
): Pattern {
  const parts = version.slice(0, version.findLastIndex((part) => part !== undefined) + 1);
  return {
    regex,
    ...(name !== undefined && { name }),
    ...(parts.length > 0 && { version: parts.map((part) => part ?? null) }),
  };
}

/** Takes of each text that a pattern requires the three characters that usual agents have least, and other patterns. */
function withKeys(patterns: readonly Pattern[]): Pattern[] {
  const required = patterns.map(({ regex }) => requiredText(regex));
  const frequency = new Map<string, number>();
  const count = (key: string, weight: number) =>
    frequency.set(key, (frequency.get(key) ?? 0) + weight);
  for (const key of required.flatMap((anyOf) => (anyOf ?? []).flatMap(trigrams))) count(key, 1);
  for (const key of usualAgents.map((agent) => agent.toLowerCase()).flatMap(trigrams))
    count(key, patterns.length);
  const compare = (a: string, b: string) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0);
  return patterns.map((row, index) => {
    const keys = required[index]?.map((need) => trigrams(need).toSorted(compare)[0] ?? "");
    return { ...row, ...(keys !== undefined && { keys: [...new Set(keys)] }) };
  });
}

function trigrams(need: string): string[] {
  return Array.from({ length: need.length - 2 }, (_, at) => need.slice(at, at + 3));
}
