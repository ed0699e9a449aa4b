import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "yaml";
import { z } from "zod";
import type { Pattern, Patterns } from "../../../src/normalize/user-agent/pattern.ts";
import { usualAgents } from "./usual-agents.ts";
import { requiredText, type AnyOf } from "./required-text.ts";

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

/** What `patterns.json` has to hold: uap-core's patterns with what is used of them, and keys to pass most of them over by. */
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

/** Of the texts that a pattern requires those that usual agents have least. */
export function withKeys(patterns: readonly Pattern[]): Pattern[] {
  return patterns.map((row) => {
    const keys = requiredText(row.regex, rarest);
    return { ...row, ...(keys !== undefined && { keys }) };
  });
}

const usual = usualAgents.map((agent) => agent.toLowerCase());

function rarest(a: AnyOf, b: AnyOf): number {
  return frequency(a) - frequency(b) || a.length - b.length || shortest(b) - shortest(a);
}

/** One of less than three characters is in more agents than those. */
function frequency(anyOf: AnyOf): number {
  const agents = usual.filter((agent) => anyOf.some((one) => agent.includes(one)));
  return agents.length + (shortest(anyOf) < 3 ? 0.5 : 0);
}

function shortest(anyOf: AnyOf): number {
  return Math.min(...anyOf.map(({ length }) => length));
}
