import { parseArgs } from "node:util";
import { paths, type Path } from "./paths.ts";

export interface Options {
  readonly objects: number;
  readonly recordsPerObject: number;
  /** Objects that are sent before the measured ones. */
  readonly warmUp: number;
  readonly seed: number;
  readonly recordsFile: string | undefined;
  readonly latencyMs: number;
  readonly stallMs: number;
  readonly paths: readonly Path[];
  readonly jsonFile: string | undefined;
  readonly profile: boolean;
  readonly what: "paths" | "floor" | "micro";
}

export const usage = `npm run bench -- [options]

  --objects N              measured objects, one message each (200)
  --records-per-object N   records in each (1000)
  --warm-up N              objects sent before the measured ones, reported apart (a fifth of them)
  --records FILE           NDJSON file of real records instead of made ones; their event ids are replaced
  --seed N                 of the made records (1)
  --path NAME              ${paths.map((path) => path.name).join(" or ")}; may be repeated (${paths[0]?.name})
  --latency MS             how long the receiver takes to answer (0)
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
      objects: { type: "string", default: "200" },
      "records-per-object": { type: "string", default: "1000" },
      "warm-up": { type: "string" },
      records: { type: "string" },
      seed: { type: "string", default: "1" },
      path: { type: "string", multiple: true, default: ["ecs-bulk"] },
      latency: { type: "string", default: "0" },
      stall: { type: "string", default: "0" },
      profile: { type: "boolean", default: false },
      json: { type: "string" },
      micro: { type: "boolean", default: false },
      floor: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const objects = wholeNumber("objects", values.objects, 1);
  return {
    objects,
    recordsPerObject: wholeNumber("records-per-object", values["records-per-object"], 1),
    warmUp: wholeNumber("warm-up", values["warm-up"] ?? String(Math.ceil(objects / 5)), 1),
    seed: wholeNumber("seed", values.seed, 0),
    recordsFile: values.records,
    latencyMs: wholeNumber("latency", values.latency, 0),
    stallMs: wholeNumber("stall", values.stall, 0),
    paths: values.path.map(pathNamed),
    jsonFile: values.json,
    profile: values.profile,
    what: what(values.micro, values.floor),
  };
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least)
    throw new RangeError(`--${option} must be a whole number from ${least}, not ${text}`);
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
