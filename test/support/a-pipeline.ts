import { Progress } from "../../src/acknowledge/progress.ts";
import { Batcher } from "../../src/batch/batcher.ts";
import { defaultReadLimits } from "../../src/decode/limits.ts";
import type { ObjectReader } from "../../src/decode/object.ts";
import type { Selection } from "../../src/decode/selection.ts";
import { bindingClaims } from "../../src/deliver/claims.ts";
import { Lane } from "../../src/deliver/lane.ts";
import type { ObjectReference, Rejection } from "../../src/event.ts";
import { createEncode } from "../../src/normalize/encode.ts";
import { createNormalize } from "../../src/normalize/format.ts";
import { Books } from "../../src/observe/books.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import { createMetrics } from "../../src/observe/metrics.ts";
import { createSeldom } from "../../src/observe/seldom.ts";
import { runPipeline } from "../../src/pipeline.ts";
import { Quiet } from "../../src/runtime/quiet.ts";
import { Slots } from "../../src/runtime/slots.ts";
import { FakeSource } from "./fake-source.ts";
import { ManualClock } from "./manual-clock.ts";
import { ScriptedDestination, type Answer } from "./scripted-destination.ts";

type Body = string | Buffer | Error;

export interface PipelineGiven {
  /** What each key holds. */
  readonly objects?: Readonly<Record<string, Body>>;
  readonly answers?: readonly Answer[];
  readonly select?: (object: ObjectReference) => Selection;
  readonly buries?: boolean;
  /** Burying takes until then. */
  readonly buried?: Promise<void>;
  readonly maxEvents?: number;
  readonly reading?: number;
  /** Queues beside it in which nothing ever comes. */
  readonly idleSources?: number;
}

/** The real pipeline between a fake source and a scripted destination, reading objects from memory. */
export function aPipeline(given: PipelineGiven = {}) {
  const clock = new ManualClock();
  const source = new FakeSource();
  const destination = new ScriptedDestination(...(given.answers ?? []));
  const stopping = new AbortController();
  const abandoned = new AbortController();
  const metrics = createMetrics("test");
  const books = new Books(destination.name, metrics);
  const buried: Rejection[] = [];
  const bugs: unknown[] = [];
  const onBug = (error: unknown) => bugs.push(error);
  const lane = new Lane({
    destination,
    batcher: new Batcher({ maxEvents: given.maxEvents ?? 100, maxBytes: 1e6, maxAgeMs: 1000 }),
    maxAgeMs: 1000,
    slots: new Slots(1),
    required: true,
    claims: bindingClaims(books),
    bury: async (_, rejections) => {
      await given.buried;
      if (given.buries !== false) buried.push(...rejections);
      return given.buries !== false;
    },
    books,
    metrics,
    clock,
    abandoned: abandoned.signal,
    onBug,
  });
  const quiets: number[] = [];
  const idle = Array.from({ length: given.idleSources ?? 0 }, () => new FakeSource());
  const options = {
    routes: [...idle, source].map((each) => ({
      source: each,
      select: given.select ?? (() => ({ kind: "read", objectKind: "trail" }) as const),
      reader: readerOf(given.objects ?? {}),
    })),
    outlets: [{ encode: createEncode(createNormalize("raw")), lanes: [lane] }],
    reading: new Slots(given.reading ?? 4),
    quiet: new Quiet({
      clock,
      afterMs: 10_000,
      everyMs: 60_000,
      onQuiet: () => quiets.push(clock.now()),
    }),
    limits: defaultReadLimits,
    progress: new Progress(),
    encoding: new Slots(1),
    clock,
    log: silentLogger,
    metrics,
    seldom: createSeldom(clock),
    onBug,
  };
  const signals = { stopping: stopping.signal, abandoned: abandoned.signal };
  const ended = runPipeline(options, signals);
  const drain = () => {
    stopping.abort();
    return ended;
  };
  return {
    source,
    destination,
    clock,
    books,
    buried,
    bugs,
    quiets,
    ended,
    drain,
    stopping,
    abandoned,
  };
}

function readerOf(objects: Readonly<Record<string, Body>>): ObjectReader {
  return {
    async open({ key }) {
      const body = objects[key] ?? new Error(`Nothing at ${key}`);
      if (body === "gone") return "gone";
      if (body instanceof Error) throw body;
      const bytes = Buffer.from(body);
      return { etag: '"1"', size: bytes.length, body: chunks(bytes), close: () => undefined };
    },
  };
}

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield bytes;
}

export function trailOf(...eventIds: readonly string[]): string {
  return JSON.stringify({
    Records: eventIds.map((eventID) => ({
      eventVersion: "1.11",
      eventName: "CreateUser",
      eventID,
    })),
  });
}

export function objectAt(key: string): ObjectReference {
  return { bucket: "example-trail-bucket", key };
}
