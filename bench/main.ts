/**
 * `npm run bench`: CPU for an event of the whole daemon, with acknowledgement, as a ratio to what plain Node pays for the
 * same bytes; and memory, calls and latency. Everything but the forwarder runs in other processes. No test depends on a
 * result. docs/performance.md says how to read it.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareFigures, readBaseline } from "./baseline.ts";
import { canPin } from "./cpus.ts";
import { parseOptions, usage, type Options } from "./options.ts";
import { Rig } from "./rig.ts";
import { describeObjects } from "./trail/describe.ts";

const machine = {
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  node: process.version,
};

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await withFolder((folder) => bench(options, new Rig(options, folder)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function bench(options: Options, rig: Rig): Promise<void> {
  const baseline = await readBaseline();
  const started = Date.now();
  console.log(`${machine.cpu}, ${machine.cores} CPUs, Node ${machine.node}`);
  if (!canPin) console.log("There is no taskset: forwarder and servers share all CPUs.");
  const figures: Record<string, number> = {};
  const details: Record<string, unknown> = {};
  for (const part of options.parts) {
    const findings = await part.run(rig);
    Object.assign(figures, findings.figures);
    details[part.name] = findings.details;
    console.log(`\n${part.title}\n\n${findings.text}`);
  }
  console.log(`\n${rig.made.map(describeObjects).join("\n")}`);
  if (baseline !== undefined) console.log(`\n${compareFigures(figures, baseline)}`);
  const minutes = (Date.now() - started) / 60_000;
  console.log(`\nTook ${minutes.toFixed(1)} minutes.`);
  await writeJson(options, { machine, scale: options.scale, minutes, figures, details });
}

async function writeJson(options: Options, result: unknown): Promise<void> {
  const name = `${new Date().toISOString().replaceAll(":", "-")}.json`;
  const file = options.jsonFile ?? fileURLToPath(new URL(`out/${name}`, import.meta.url));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`Written to ${file}`);
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "trailferry-bench-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
