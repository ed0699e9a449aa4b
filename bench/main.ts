/**
 * `npm run bench`: CPU per event of the whole daemon, with acknowledgement, as a ratio to what plain Node pays for the same
 * bytes. Everything but the forwarder runs in other processes. No test depends on a result.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startBackend } from "./backend.ts";
import type { Floor } from "./floor.ts";
import { measure, objectsOf } from "./measure.ts";
import { mapped, mappingTable, type MappingCost } from "./mapping.ts";
import { microTable, runMicro } from "./micro.ts";
import { parseOptions, usage, type Options } from "./options.ts";
import type { Path } from "./paths.ts";
import {
  comparison,
  describeObjects,
  floorTable,
  howToRead,
  pathTable,
  remarks,
  requestTable,
  type Floored,
  type PathResult,
} from "./report.ts";
import { writeObjects } from "./trail/objects.ts";

const machine = {
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  node: process.version,
};

const benchmarks = { paths: benchPaths, floor: benchFloor, micro: benchStages };
try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await withFolder((folder) => bench(options, folder));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

interface Outcome {
  readonly text: string;
  readonly results: unknown;
}

async function bench(chosen: Options, folder: string): Promise<void> {
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`);
  const made = await writeObjects(folder, { ...chosen, objects: mostObjects(chosen) });
  console.log(`${describeObjects(made)}\n`);
  const { text, results } = await benchmarks[chosen.what](chosen, folder);
  console.log(text);
  await writeJson(chosen, { machine, options: chosen, objects: made, results });
}

function mostObjects(chosen: Options): number {
  return Math.max(...chosen.paths.map((path) => objectsOf(path, chosen)));
}

async function benchStages(_: Options, folder: string): Promise<Outcome> {
  const stages = await runMicro(folder);
  const mappings = await mappingCosts(folder);
  const text = `${microTable(stages)}\n\n${mappingTable(mappings)}`;
  return { text, results: { stages, mappings } };
}

async function benchFloor({ paths }: Options, folder: string): Promise<Outcome> {
  const results: Floored[] = [];
  for (const path of paths) results.push({ title: path.title, floor: await floorOf(path, folder) });
  return { text: floorTable(results), results };
}

async function benchPaths(chosen: Options, folder: string): Promise<Outcome> {
  const results = await measureAll(chosen, folder);
  const parts = [
    floorTable(results),
    pathTable(results),
    requestTable(results),
    mappingTable(await mappingCosts(folder)),
    comparison(results),
    remarks(results),
    howToRead,
  ];
  return { text: parts.filter((part) => part !== "").join("\n\n"), results };
}

async function measureAll(chosen: Options, folder: string): Promise<readonly PathResult[]> {
  const results: PathResult[] = [];
  for (const path of chosen.paths) {
    const measured = await measureOne(path, chosen, folder);
    const floor = await floorOf(path, folder);
    const { events, cpuSeconds } = measured.measured;
    const ratio = (cpuSeconds * 1e6) / events / floor.total;
    const objects = objectsOf(path, chosen);
    results.push({ path: path.name, title: path.title, objects, ...measured, floor, ratio });
  }
  return results;
}

async function measureOne(path: Path, chosen: Options, folder: string) {
  const backend = await startBackend(folder, chosen);
  try {
    return await measure(path, chosen, backend, folder);
  } finally {
    await backend.stop();
  }
}

/** After the forwarder and not beside it: the two would share the caches of one machine. */
async function floorOf(path: Path, folder: string): Promise<Floor> {
  const script = fileURLToPath(new URL("floor.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder, path.format]);
  const floor: Floor = JSON.parse(stdout);
  return floor;
}

async function mappingCosts(folder: string): Promise<readonly MappingCost[]> {
  const script = fileURLToPath(new URL("mapping.ts", import.meta.url));
  const costs: MappingCost[] = [];
  for (const format of mapped) {
    const { stdout } = await promisify(execFile)(process.execPath, [script, folder, format]);
    costs.push(JSON.parse(stdout));
  }
  return costs;
}

async function writeJson(chosen: Options, result: unknown): Promise<void> {
  const name = `${new Date().toISOString().replaceAll(":", "-")}.json`;
  const file = chosen.jsonFile ?? fileURLToPath(new URL(`out/${name}`, import.meta.url));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "trailferry-bench-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
