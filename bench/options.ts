import { parseArgs } from "node:util";
import { parse } from "yaml";
import { isJsonObject, type JsonObject } from "../src/event.ts";
import { parts } from "./parts/all.ts";
import type { Part } from "./parts/part.ts";
import { pathNamed, paths, type Path } from "./paths.ts";
import { usualLoad, type Load, type Scenario } from "./scenario.ts";

export interface Options {
  readonly parts: readonly Part[];
  readonly seed: number;
  readonly recordsFile: string | undefined;
  /** Multiplies the objects of every part. */
  readonly scale: number;
  readonly rounds: number;
  /** These three of the parts `paths`, `floor` and `stages`. */
  readonly paths: readonly Path[];
  readonly load: Partial<Load> & Pick<Load, "recordsPerObject">;
  readonly scenario: Partial<Scenario>;
  readonly jsonFile: string | undefined;
}

export const usage = `npm run bench -- [options]

  --part NAME              ${list(Object.keys(parts))}; may be repeated (all but floor)
  --rounds N               runs of everything, of which the one with the least CPU counts (1)
  --scale FACTOR           of the number of objects everywhere: 0.1 for a first look (1)
  --records FILE           NDJSON file of real records instead of made ones; their event ids are replaced
  --seed N                 of the made records (1)
  --json FILE              where the result goes (bench/out/<time>.json)

The paths can be measured in other ways; each of these means --part paths where no part is named:

  --path NAME              ${list(paths.map((path) => path.name))}; may be repeated (all)
  --objects N              measured objects, one message each (${usualLoad.objects})
  --records-per-object N   records in each (${usualLoad.recordsPerObject})
  --warm-up N              objects sent before the measured ones (${usualLoad.warmUp})
  --cores N                CPUs of the forwarder; 0: all, which it shares with the servers (1)
  --latency MS             how long the receiver takes to answer (0)
  --acknowledge MS         how long it takes to acknowledge after that, where it does (10000)
  --stall MS               half way through, the receiver stops answering for that long, less than a minute (0)
  --source YAML            further keys of the source, such as '{ max_messages: 32 }'
  --destination YAML       of each destination, such as '{ compression: none }'
  --config YAML            of the configuration, such as '{ reading: { objects: 2 } }'
  --profile                let Node write a CPU profile of the forwarder to bench/out
  --micro, --floor         the same as --part stages, --part floor
  --help
`;

const known = {
  part: { type: "string", multiple: true },
  rounds: { type: "string", default: "1" },
  scale: { type: "string", default: "1" },
  records: { type: "string" },
  seed: { type: "string", default: "1" },
  json: { type: "string" },
  path: { type: "string", multiple: true },
  objects: { type: "string" },
  "records-per-object": { type: "string" },
  "warm-up": { type: "string" },
  cores: { type: "string" },
  latency: { type: "string" },
  acknowledge: { type: "string" },
  stall: { type: "string" },
  source: { type: "string" },
  destination: { type: "string" },
  config: { type: "string" },
  profile: { type: "boolean" },
  micro: { type: "boolean" },
  floor: { type: "boolean" },
  help: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof known }>>["values"];

/** Throws where an option is unknown or not what it must be. Undefined: help was asked for. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({ args: [...args], options: known });
  if (values.help) return undefined;
  return {
    parts: chosenParts(values).map(partNamed),
    seed: wholeNumber("seed", values.seed, 0) ?? 1,
    recordsFile: values.records,
    scale: factor(values.scale),
    rounds: wholeNumber("rounds", values.rounds, 1) ?? 1,
    paths: values.path?.map(pathNamed) ?? paths,
    load: { recordsPerObject: usualLoad.recordsPerObject, ...loadOf(values) },
    scenario: scenarioOf(values),
    jsonFile: values.json,
  };
}

const forAnyPart = new Set(["part", "rounds", "scale", "records", "seed", "json"]);

function chosenParts(values: Values): readonly string[] {
  if (values.part !== undefined) return values.part;
  if (values.micro) return ["stages"];
  if (values.floor) return ["floor"];
  const aboutPaths = Object.keys(values).some((name) => !forAnyPart.has(name));
  return aboutPaths ? ["paths"] : Object.keys(parts).filter((name) => name !== "floor");
}

function partNamed(name: string): Part {
  const part = parts[name];
  if (part === undefined) throw new RangeError(`There is no part ${name}`);
  return part;
}

function loadOf(values: Values): Partial<Load> {
  return present({
    objects: wholeNumber("objects", values.objects, 1),
    recordsPerObject: wholeNumber("records-per-object", values["records-per-object"], 1),
    warmUp: wholeNumber("warm-up", values["warm-up"], 1),
    stallMs: wholeNumber("stall", values.stall, 0),
  });
}

function scenarioOf(values: Values): Partial<Scenario> {
  return present({
    cores: wholeNumber("cores", values.cores, 0),
    receiver: {
      latencyMs: wholeNumber("latency", values.latency, 0) ?? 0,
      acknowledgeMs: wholeNumber("acknowledge", values.acknowledge, 0) ?? 10_000,
    },
    source: mapping("source", values.source),
    destination: mapping("destination", values.destination),
    config: mapping("config", values.config),
    nodeOptions: values.profile ? ["--cpu-prof", "--cpu-prof-dir=bench/out"] : undefined,
  });
}

/** Without what is undefined. */
function present<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const rest: Partial<T> = {};
  return Object.assign(rest, Object.fromEntries(entries));
}

function wholeNumber(option: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least)
    throw new RangeError(`--${option} must be a whole number from ${least}, not ${text}`);
  return value;
}

function factor(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new RangeError(`--scale must be a number above 0, not ${text}`);
  return value;
}

function mapping(option: string, text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  const value: unknown = parse(text);
  if (!isJsonObject(value)) throw new RangeError(`--${option} must be a YAML mapping, not ${text}`);
  return value;
}

function list(names: readonly string[]): string {
  return names.join(", ");
}
