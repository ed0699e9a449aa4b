import { createReadStream } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { ObjectFailure } from "../decode/failure.ts";
import { defaultReadLimits } from "../decode/limits.ts";
import { readTrail } from "../decode/trail.ts";
import type { TrailPart } from "../decode/trail.ts";
import type { Normalize, Origin, Receipt, TrailRecord } from "../event.ts";
import { createNormalize } from "../normalize/format.ts";
import type { Mapping } from "../normalize/format.ts";
import type { PlaceOf } from "../normalize/geo/place.ts";
import { Slice } from "../runtime/slice.ts";

export interface NormalizeCommand {
  /** Read in this order; standard input where there is none, and for `-`. */
  readonly files: readonly string[];
  readonly mapping: Mapping;
  /** For ECS and OCSF: what is known of an address. */
  readonly placeOf?: PlaceOf | undefined;
  /** Indented, over several lines, where the format is JSON. Numbers that JSON.parse rounds are rounded then in `raw` as well. */
  readonly pretty: boolean;
}

export interface StandardStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/**
 * Prints the records of the files in input order, digests among them. Returns the exit code: 1 when anything could not be read,
 * which is named on stderr, while the rest is still printed. A reader that has seen enough (`| head`) ends it with 0.
 */
export async function runNormalize(
  command: NormalizeCommand,
  streams: StandardStreams,
): Promise<number> {
  // Each write reports its own failure; the event of the same failure comes later and would be uncaught.
  streams.stdout.on("error", () => {});
  const print = createPrint(command, streams);
  const files = command.files.length === 0 ? ["-"] : command.files;
  let complete = true;
  try {
    for (const file of files) {
      const body = file === "-" ? streams.stdin : createReadStream(file);
      if (!(await print(body, file === "-" ? "(standard input)" : file))) complete = false;
    }
  } catch (error) {
    if (isClosedPipe(error)) return 0;
    throw error;
  }
  return complete ? 0 : 1;
}

/** Files are read as a stream, so only what is held at once needs a limit. */
const limits = { ...defaultReadLimits, compressedBytes: Infinity, uncompressedBytes: Infinity };

/** Prints one file; the result says whether all of it could be read. */
type Print = (body: Readable, file: string) => Promise<boolean>;

function createPrint(command: NormalizeCommand, { stdout, stderr }: StandardStreams): Print {
  const { format, options } = command.mapping;
  const normalize = createNormalize(format, { ...options, placeOf: command.placeOf });
  const pretty = command.pretty && ["ecs", "ocsf", "raw"].includes(format);
  return async (body, file) => {
    let complete = true;
    const report = (problem: string) => {
      complete = false;
      stderr.write(`${file}: ${problem}\n`);
    };
    try {
      for await (const part of readTrail(readable(body), originOf(file), limits)) {
        const lines = linesOf(part, normalize, pretty, report);
        if (lines.length > 0) await write(stdout, Buffer.concat(lines));
      }
    } catch (error) {
      if (!(error instanceof ObjectFailure || error instanceof UnreadableFile)) throw error;
      report(error.message);
    }
    return complete;
  };
}

function linesOf(
  part: TrailPart,
  normalize: Normalize,
  pretty: boolean,
  report: (problem: string) => void,
): Buffer[] {
  const lines: Buffer[] = [];
  for (const { record, message } of part.strays) report(`${nameOf(record)}: ${message}`);
  const records = [...part.records, ...part.digests].sort((a, b) => a.index - b.index);
  for (const record of records) {
    // `raw` copies whatever it is given; here a record that nobody can read is worth an exit code.
    const body = record.fields === null ? null : normalize(record);
    if (body === null) report(`${nameOf(record)}: The text is no valid JSON`);
    else lines.push(pretty ? indented(body) : bytesOf(body), lineFeed);
  }
  return lines;
}

const lineFeed = Buffer.from("\n");

function nameOf(record: TrailRecord): string {
  return `record ${record.index + 1}`;
}

type Body = NonNullable<ReturnType<Normalize>>;

function bytesOf(body: Body): Buffer {
  return body instanceof Slice ? body.bytes : Buffer.from(body.toString());
}

function indented(body: Body): Buffer {
  return Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 2));
}

class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

/** Tells the errors of reading from those of writing. */
async function* readable(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* body;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableFile(`Cannot be read: ${reason}`, { cause });
  }
}

/** Resolves when the text has left the process' memory, so that a slow reader slows the reading of files. */
function write(stream: Writable, text: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

function originOf(file: string): Origin {
  return { object: { bucket: "", key: file }, notificationId: "", receipt: noClaim };
}

/** Nothing announced the file, so nothing is acknowledged. */
const noClaim: Receipt = { hold() {}, complete() {}, fail() {} };
