/** What the parts of the benchmark measure with. */
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Format } from "../src/normalize/format.ts";
import { pinTo, shareCpus } from "./cpus.ts";
import type { Floor } from "./floor.ts";
import { measure, type Measured } from "./measure.ts";
import type { Options } from "./options.ts";
import type { Scenario } from "./scenario.ts";
import { writeObjects, type ObjectsMade } from "./trail/objects.ts";

/** As many as a path is measured with, so that it gets nothing twice: what a forwarder remembers must not be flattered. */
const mostRecords = 360_000;
const mostObjects = 4_000;
/** Enough for what is measured without a forwarder. */
const someRecords = 30_000;

export class Rig {
  readonly options: Options;
  readonly #folder: string;
  readonly #made = new Map<number, ObjectsMade>();
  readonly #floors = new Map<string, Floor>();

  constructor(options: Options, folder: string) {
    this.options = options;
    this.#folder = folder;
  }

  get made(): readonly ObjectsMade[] {
    return [...this.#made.values()];
  }

  /** A folder of objects that differ, so many or the most that are made, with so many records each. */
  async objects(recordsPerObject: number, wanted: number): Promise<string> {
    const folder = join(this.#folder, String(recordsPerObject));
    const most = Math.min(mostObjects, Math.ceil(mostRecords / recordsPerObject));
    const objects = Math.min(wanted, most);
    if ((this.#made.get(recordsPerObject)?.objects ?? 0) < objects) {
      await mkdir(folder, { recursive: true });
      const { seed, recordsFile } = this.options;
      const made = await writeObjects(folder, { objects, recordsPerObject, seed, recordsFile });
      this.#made.set(recordsPerObject, made);
    }
    return folder;
  }

  /** A share of what a part asks for, where the options say so. */
  scaled(objects: number): number {
    return Math.max(1, Math.round(objects * this.options.scale));
  }

  /**
   * Scenarios that are compared, in turns, so many rounds: of each the run with the least CPU for an event, and the highest
   * memory of all. Other users of the machine only ever add to both.
   */
  async measure(scenarios: readonly Scenario[], rounds = 1): Promise<readonly Measured[]> {
    return (await this.measureRounds(scenarios, rounds)).map(best);
  }

  /** All runs of each scenario. Every other round goes backwards, so that what changes with time falls on all alike. */
  async measureRounds(
    scenarios: readonly Scenario[],
    rounds: number,
  ): Promise<readonly (readonly Measured[])[]> {
    const runs = scenarios.map((scenario): Runs => ({ scenario, measured: [] }));
    for (let round = 0; round < rounds * this.options.rounds; round += 1) {
      for (const { scenario, measured } of round % 2 === 0 ? runs : runs.toReversed()) {
        console.error(`… ${scenario.title}`);
        const scaled = this.#scale(scenario);
        const { objects, recordsPerObject, warmUp } = scaled.load;
        const folder = await this.objects(recordsPerObject, objects + warmUp);
        measured.push(await measure(scaled, folder));
      }
    }
    return runs.map(({ measured }) => measured);
  }

  /**
   * After a forwarder and not beside it: the two would share the caches of one machine. Once for the same formats and
   * objects, so that paths with the same bytes are compared with the same floor.
   */
  async floor(formats: readonly Format[], recordsPerObject: number): Promise<Floor> {
    const name = `${formats.join()} ${recordsPerObject}`;
    const floor = this.#floors.get(name) ?? (await this.#measureFloor(formats, recordsPerObject));
    this.#floors.set(name, floor);
    return floor;
  }

  /** What a script of this folder prints as JSON when it is given some objects, on the CPU that a forwarder has. */
  async run<T>(script: string, recordsPerObject: number, args: readonly string[]): Promise<T> {
    const file = fileURLToPath(new URL(script, import.meta.url));
    const some = this.scaled(Math.ceil(someRecords / recordsPerObject));
    const folder = await this.objects(recordsPerObject, some);
    const pin = pinTo(shareCpus(1).forwarder);
    const [program = "", ...rest] = [...pin, process.execPath, file, folder, String(some), ...args];
    const { stdout } = await promisify(execFile)(program, rest);
    const result: T = JSON.parse(stdout);
    return result;
  }

  async #measureFloor(formats: readonly Format[], recordsPerObject: number): Promise<Floor> {
    const floors: Floor[] = [];
    for (let round = 0; round < this.options.rounds; round += 1) {
      floors.push(await this.run("floor.ts", recordsPerObject, formats));
    }
    return floors.reduce((least, floor) => (floor.total < least.total ? floor : least));
  }

  #scale(scenario: Scenario): Scenario {
    const { objects, warmUp } = scenario.load;
    const load = { objects: this.scaled(objects), warmUp: this.scaled(warmUp) };
    return { ...scenario, load: { ...scenario.load, ...load } };
  }
}

interface Runs {
  readonly scenario: Scenario;
  readonly measured: Measured[];
}

/** The run with the least CPU for an event, with the highest memory of all. */
export function best(runs: readonly Measured[]): Measured {
  const least = runs.reduce((a, b) => (microsPerEvent(b) < microsPerEvent(a) ? b : a));
  return { ...least, peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)) };
}

export function microsPerEvent({ measured }: Pick<Measured, "measured">): number {
  return (measured.cpuSeconds * 1e6) / measured.events;
}
