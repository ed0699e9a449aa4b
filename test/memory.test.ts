import { describe, expect, it } from "vitest";
import { Batcher } from "../src/batch/batcher.ts";
import { defaultReadLimits } from "../src/decode/limits.ts";
import { readTrail } from "../src/decode/trail.ts";
import { bindingClaims } from "../src/deliver/claims.ts";
import { allDelivered, noneDelivered, type Destination } from "../src/deliver/destination.ts";
import { Lane } from "../src/deliver/lane.ts";
import { withRetry } from "../src/deliver/retry.ts";
import type { EncodedEvent, TrailRecord } from "../src/event.ts";
import { createEncode } from "../src/normalize/encode.ts";
import { raw } from "../src/normalize/raw.ts";
import { Books } from "../src/observe/books.ts";
import { createMetrics } from "../src/observe/metrics.ts";
import { pack } from "../src/pack.ts";
import { Slots } from "../src/runtime/slots.ts";
import { HastyClock } from "./support/hasty-clock.ts";
import { unavailable } from "./support/scripted-destination.ts";
import { anOrigin, inPieces } from "./support/trail.ts";

const objects = 40;
const recordsPerObject = 500;

describe("The memory of events", () => {
  it("stays as it is until all destinations are done with them, and serves again then", async () => {
    const clock = new HastyClock();
    const quick = aReceiver(asRead, () => 0);
    const slow = aReceiver(asRead, (batch) => batch % 9);
    const other = aReceiver(bracketed, (batch) => batch % 4);
    const unwilling = aReceiver(
      bracketed,
      (batch) => batch % 3,
      (batch) => batch % 3 > 0,
    );
    const receivers = [quick, slow, other, unwilling];
    const lanes = receivers.map(({ destination }) => aLane(destination, clock));
    const outlets = [
      { encode: createEncode(raw), lanes: lanes.slice(0, 2) },
      { encode: createEncode(({ text }) => `[${text}]`), lanes: lanes.slice(2) },
    ];
    await Promise.all([0, 1, 2, 3].map((reader) => readObjects(reader, 4, outlets)));
    await Promise.all(lanes.map((lane) => lane.drain()));

    const all = objects * recordsPerObject;
    expect(receivers.map(({ spoiled }) => spoiled)).toEqual([[], [], [], []]);
    expect(receivers.map(({ taken }) => taken.size)).toEqual([all, all, all, all]);
    const blocks = new Set(receivers.flatMap(({ seen }) => [...seen]));
    expect(blocks.size).toBeLessThan(60);
  });
});

type Outlets = Parameters<typeof pack<Lane>>[1];

async function readObjects(reader: number, readers: number, outlets: Outlets): Promise<void> {
  for (let object = reader; object < objects; object += readers) {
    const records = Array.from({ length: recordsPerObject }, (_, at) => recordText(object, at));
    const body = inPieces(`{"Records":[${records.join(",")}]}`, 100_000);
    for await (const part of readTrail(body, anOrigin(), defaultReadLimits)) {
      const { parcels } = pack(part.records, outlets);
      await Promise.all(parcels.map(({ lane, events }) => lane.add(events)));
    }
  }
}

function recordText(object: number, at: number): string {
  return JSON.stringify({ eventID: `${object}-${at}`, note: `${at} `.repeat(at % 400) });
}

const asRead = (record: string) => record;
const bracketed = (record: string) => `[${record}]`;

/** Looks at each event when it comes and again when it says that it has it. */
function aReceiver(
  expected: (record: string) => string,
  turnsOf: (batch: number) => number,
  refuses = (_batch: number) => false,
) {
  const taken = new Set<string>();
  const spoiled: string[] = [];
  const seen = new Set<ArrayBufferLike>();
  let batches = 0;
  const look = ({ body, record }: EncodedEvent) => {
    const text = textOf(record);
    seen.add(body.chunk.buffer);
    if (record.toString() !== text || body.toString() !== expected(text)) spoiled.push(text);
  };
  const destination: Destination = {
    name: "receiver",
    async deliver({ events }) {
      batches += 1;
      const batch = batches;
      for (const event of events) look(event);
      for (let turn = turnsOf(batch); turn > 0; turn -= 1) await nextTurn();
      for (const event of events) look(event);
      if (refuses(batch)) return noneDelivered(events, unavailable);
      for (const { record } of events) taken.add(record.id);
      return allDelivered;
    },
    close: () => Promise.resolve(),
  };
  return { destination, taken, spoiled, seen };
}

function aLane(destination: Destination, clock: HastyClock): Lane {
  const metrics = createMetrics("test");
  const books = new Books(destination.name, metrics);
  const backoff = { initialMs: 1, maxMs: 1 };
  return new Lane({
    destination: withRetry(destination, backoff, clock),
    batcher: new Batcher({ maxEvents: 300, maxBytes: 200_000, maxAgeMs: 1000 }),
    maxAgeMs: 60_000,
    slots: new Slots(3),
    required: true,
    claims: bindingClaims(books),
    bury: () => Promise.resolve(false),
    books,
    metrics,
    clock,
    abandoned: new AbortController().signal,
    onBug: (error) => {
      throw error;
    },
  });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function textOf(record: TrailRecord): string {
  const [object = "", at = ""] = record.id.split(":").at(-1)?.split("-") ?? [];
  return recordText(Number(object), Number(at));
}
