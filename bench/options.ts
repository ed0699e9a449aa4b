import { parseArgs } from "node:util";
import { parse } from "yaml";
import { isJsonObject, type JsonObject } from "../src/event.ts";
import { paths, type Path } from "./paths.ts";

export interface Options {
  /** Undefined: as many as suit the path. */
  readonly objects: number | undefined;
  readonly recordsPerObject: number;
  /** Objects that are sent before the measured ones. */
  readonly warmUp: number | undefined;
  readonly seed: number;
  readonly recordsFile: string | undefined;
  readonly latencyMs: number;
  /** How long the receiver takes to acknowledge what it has answered, where it does. */
  readonly acknowledgeMs: number;
  readonly stallMs: number;
  /** What the configuration of the source and the destination has besides. */
  readonly source: JsonObject;
  readonly destination: JsonObject;
  readonly paths: readonly Path[];
  readonly jsonFile: string | undefined;
  readonly profile: boolean;
  readonly what: "paths" | "floor" | "micro";
}

export const usage = `npm run bench -- [options]

  --objects N              measured objects, one message each (200; for HEC 1500)
  --records-per-object N   records in each (1000)
  --warm-up N              objects sent before the measured ones, reported apart (a fifth of them)
  --records FILE           NDJSON file of real records instead of made ones; their event ids are replaced
  --seed N                 of the made records (1)
  --path NAME              ${paths.map((path) => path.name).join(" or ")}; may be repeated (${paths[0]?.name})
  --latency MS             how long the receiver takes to answer (0)
  --acknowledge MS         how long it takes to acknowledge after that, where it does (10000)
  --source YAML            further keys of the source, such as '{ max_messages: 32 }'
  --destination YAML       of the destination, such as '{ acknowledgment: { max_pending_size: 2MiB } }'
  --stall MS               half way through, the receiver stops answering for that long, less than a minute (0)
  --profile                let Node write a CPU profile of the forwarder to bench/out
  --json FILE              where the result goes (bench/out/<time>.json)
  --micro                  one stage at a time instead, in this process
  --floor                  the native floor alone
  --help
`;

/** Throws where an option is unknown or not what it must be. Undefined: help was asked for. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      objects: { type: "string" },
      "records-per-object": { type: "string", default: "1000" },
      "warm-up": { type: "string" },
      records: { type: "string" },
      seed: { type: "string", default: "1" },
      path: { type: "string", multiple: true, default: ["ecs-bulk"] },
      latency: { type: "string", default: "0" },
      acknowledge: { type: "string", default: "10000" },
      source: { type: "string", default: "{}" },
      destination: { type: "string", default: "{}" },
      stall: { type: "string", default: "0" },
      profile: { type: "boolean", default: false },
      json: { type: "string" },
      micro: { type: "boolean", default: false },
      floor: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    objects: optionalNumber("objects", values.objects),
    recordsPerObject: wholeNumber("records-per-object", values["records-per-object"], 1),
    warmUp: optionalNumber("warm-up", values["warm-up"]),
    seed: wholeNumber("seed", values.seed, 0),
    recordsFile: values.records,
    latencyMs: wholeNumber("latency", values.latency, 0),
    acknowledgeMs: wholeNumber("acknowledge", values.acknowledge, 0),
    source: mapping("source", values.source),
    destination: mapping("destination", values.destination),
    stallMs: wholeNumber("stall", values.stall, 0),
    paths: values.path.map(pathNamed),
    jsonFile: values.json,
    profile: values.profile,
    what: what(values.micro, values.floor),
  };
}

function optionalNumber(option: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber(option, text, 1);
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least)
    throw new RangeError(`--${option} must be a whole number from ${least}, not ${text}`);
  return value;
}

function mapping(option: string, text: string): JsonObject {
  const value: unknown = parse(text);
  if (!isJsonObject(value)) throw new RangeError(`--${option} must be a YAML mapping, not ${text}`);
  return value;
}

function pathNamed(name: string): Path {
  const path = paths.find((one) => one.name === name);
  if (path === undefined) throw new RangeError(`There is no path ${name}`);
  return path;
}

function what(micro: boolean, floor: boolean): Options["what"] {
  if (micro) return "micro";
  return floor ? "floor" : "paths";
}
