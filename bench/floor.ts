/**
 * The native floor: what plain Node pays on one thread, without any network, for the bytes that the forwarder handles.
 * In: gunzipSync and JSON.parse of the objects. Out: JSON.stringify and gzipSync, level 1, of the documents that the
 * forwarder's own normalizer makes of them, in bodies as large as its batches; of a format that is lines, the line is
 * stringified. Nothing between the two is counted, nor any envelope around the documents.
 * A process of its own: `node bench/floor.ts FOLDER OBJECTS FORMAT…` prints the result as JSON, the formats taken together.
 */
import { gunzipSync, gzipSync } from "node:zlib";
import { createNormalize, type Format } from "../src/normalize/format.ts";
import { systemClock } from "../src/runtime/clock.ts";
import { formats } from "./paths.ts";
import { readObjects } from "./trail/objects.ts";
import { parseRecords, trailRecords } from "./trail/records.ts";

/** Microseconds of CPU per event. */
export interface Floor {
  readonly events: number;
  readonly gunzip: number;
  readonly parse: number;
  readonly stringify: number;
  readonly gzip: number;
  readonly total: number;
  readonly bytesInPerEvent: number;
  readonly bytesOutPerEvent: number;
}

type Step = "gunzip" | "parse" | "stringify" | "gzip";

const bodyBytes = 5 * 1024 * 1024;
const warmUpEvents = 10_000;

function measureFloor(objects: readonly Buffer[], wanted: readonly Format[]): Floor {
  const perObject = objects[0] === undefined ? 1 : trailRecords(objects[0]).length;
  const warmUp = new Run(wanted);
  const some = objects.slice(0, Math.ceil(warmUpEvents / perObject));
  warmUp.read(some);
  warmUp.write(some);
  const run = new Run(wanted);
  run.read(objects);
  run.write(objects);
  return run.result();
}

class Run {
  readonly #formats: readonly Format[];
  readonly #micros = { gunzip: 0, parse: 0, stringify: 0, gzip: 0 };
  #events = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #documents: unknown[] = [];
  #documentBytes = 0;

  constructor(wanted: readonly Format[]) {
    this.#formats = wanted;
  }

  read(objects: readonly Buffer[]): void {
    for (const object of objects) {
      const plain = this.#time("gunzip", () => gunzipSync(object));
      this.#events += this.#time("parse", () => parseRecords(plain.toString())).length;
      this.#bytesIn += plain.length;
    }
  }

  /** Apart from reading, so that neither pays for what the other left to the garbage collector. */
  write(objects: readonly Buffer[]): void {
    for (const format of this.#formats) {
      const normalize = createNormalize(format, { clock: systemClock });
      const isJson = format !== "cef" && format !== "leef";
      for (const object of objects) {
        for (const record of trailRecords(object)) this.#add(String(normalize(record)), isJson);
      }
      this.#flush();
    }
  }

  result(): Floor {
    const perEvent = (micros: number) => micros / this.#events;
    const { gunzip, parse, stringify, gzip } = this.#micros;
    return {
      events: this.#events,
      gunzip: perEvent(gunzip),
      parse: perEvent(parse),
      stringify: perEvent(stringify),
      gzip: perEvent(gzip),
      total: perEvent(gunzip + parse + stringify + gzip),
      bytesInPerEvent: this.#bytesIn / this.#events,
      bytesOutPerEvent: this.#bytesOut / this.#events,
    };
  }

  #add(document: string, isJson: boolean): void {
    this.#documents.push(isJson ? JSON.parse(document) : document);
    this.#documentBytes += Buffer.byteLength(document);
    if (this.#documentBytes >= bodyBytes) this.#flush();
  }

  #flush(): void {
    const documents = this.#documents;
    const lines = this.#time("stringify", () =>
      documents.map((document) => JSON.stringify(document)),
    );
    this.#time("gzip", () => gzipSync(lines.join("\n"), { level: 1 }));
    this.#bytesOut += this.#documentBytes;
    this.#documents = [];
    this.#documentBytes = 0;
  }

  #time<T>(step: Step, work: () => T): T {
    const before = process.cpuUsage();
    const made = work();
    const { user, system } = process.cpuUsage(before);
    this.#micros[step] += user + system;
    return made;
  }
}

const [folder = ".", most, ...names] = process.argv.slice(2);
const wanted = formats.filter((format) => names.includes(format));
console.log(JSON.stringify(measureFloor(await readObjects(folder, Number(most)), wanted)));
