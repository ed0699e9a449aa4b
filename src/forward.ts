/**
 * The journey of one object: chosen by its key, opened, split into records, encoded once for each format, handed to
 * the lanes. Its claim on the notification ends when its last record has, not when its last byte was read.
 */
import type { Progress } from "./acknowledge/progress.ts";
import { createReceipt } from "./acknowledge/receipt.ts";
import { ObjectFailure, keep, release, type Unfinished } from "./decode/failure.ts";
import type { ReadLimits } from "./decode/limits.ts";
import type { ObjectReader } from "./decode/object.ts";
import type { Selection } from "./decode/selection.ts";
import { readTrail, type TrailPart } from "./decode/trail.ts";
import type { Lane } from "./deliver/lane.ts";
import type { KeepReason, ObjectReference, Origin, Receipt } from "./event.ts";
import type { Logger } from "./observe/logger.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { Seldom } from "./observe/seldom.ts";
import { pack, type Outlet, type Packed } from "./pack.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Slots } from "./runtime/slots.ts";
import type { Notification, Source } from "./source/source.ts";

/** A queue, and how what it announces is chosen and fetched. */
export interface Route {
  readonly source: Source;
  readonly select: (object: ObjectReference) => Selection;
  readonly reader: ObjectReader;
}

export interface ForwardOptions {
  readonly outlets: readonly Outlet[];
  readonly limits: ReadLimits;
  readonly progress: Progress;
  /** One slot: whose records are encoded and put into batches. Those of the others wait in the few bytes that they were read as. */
  readonly encoding: Slots;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly seldom: Seldom;
}

/** One object of a notification, which holds the notification's receipt once. */
export interface ObjectTask {
  readonly object: ObjectReference;
  readonly notification: Notification;
  readonly route: Route;
  readonly receipt: Receipt;
  /** Filled with how many elements of which object version were delivered. */
  readonly delivered: Map<string, number>;
  readonly signal: AbortSignal;
}

/** How far an object was read. */
interface Reading {
  /** Names notification, object and version; empty until the object is open. */
  version: string;
  elements: number;
}

/** An object that is damaged each time it comes will not be whole the next time. */
const patience = 5;

/** Resolves when the object is read. Its hold on the receipt ends later, with its last record. */
export async function forwardObject(task: ObjectTask, options: ForwardOptions): Promise<void> {
  const { object, receipt, route } = task;
  const selection = route.select(object);
  const count = (outcome: string) =>
    options.metrics.objects.inc({ source: route.source.name, kind: selection.objectKind, outcome });

  switch (selection.kind) {
    case "skip":
      count("skipped");
      return receipt.complete(1);
    case "keep":
      count("kept");
      tellKept(task, selection.reason, options);
      return receipt.fail(keep(selection.reason), 1);
    case "read":
      return count(await readAndSettle(task, options));
  }
}

async function readAndSettle(task: ObjectTask, options: ForwardOptions): Promise<string> {
  const { receipt } = task;
  const reading: Reading = { version: "", elements: 0 };
  let failure: Unfinished | undefined;
  const records = createReceipt((settlement) => {
    if (settlement.kind !== "delete") return receipt.fail(settlement, 1);
    if (reading.elements > 0) task.delivered.set(reading.version, reading.elements);
    return failure === undefined ? receipt.complete(1) : receipt.fail(failure, 1);
  });
  try {
    return await read(task, { ...originOf(task), receipt: records }, reading, options);
  } catch (error) {
    failure = explain(error, task, options.log);
    return failure.kind === "keep" ? "kept" : "failed";
  } finally {
    records.complete(1);
  }
}

async function read(
  task: ObjectTask,
  origin: Origin,
  reading: Reading,
  options: ForwardOptions,
): Promise<"read" | "gone"> {
  const { object, notification, route, signal } = task;
  const { clock, log, metrics, progress } = options;
  const source = route.source.name;
  const started = clock.monotonic();
  const opened = await route.reader.open(object, signal);
  if (opened === "gone") return "gone";
  try {
    reading.version = `${notification.id} ${object.bucket}/${object.key} ${object.versionId} ${opened.etag}`;
    const already = progress.delivered(reading.version);
    const count = (stage: string, bytes: number) =>
      metrics.objectBytes.inc({ source, stage }, bytes);
    for await (const part of readTrail(opened.body, origin, options.limits, count)) {
      if (signal.aborted) throw new ObjectFailure(release("draining"), "Reading was cut short");
      await handOn(without(part, already), source, options);
      reading.elements = Math.max(already, endOf(part));
    }
  } finally {
    opened.close();
  }
  metrics.objectDuration.observe((clock.monotonic() - started) / 1000);
  log.debug({ ...nameOf(task), elements: reading.elements }, "Object was read");
  return "read";
}

/** Resolves when every lane has taken the records over. */
async function handOn(part: TrailPart, source: string, options: ForwardOptions): Promise<void> {
  const { encoding, metrics, outlets } = options;
  metrics.recordsRead.inc({ source, category: "other" }, part.strays.length);
  await encoding.take();
  let packed: Packed<Lane>;
  try {
    packed = pack(part.records, outlets);
    await Promise.all(packed.parcels.map(({ lane, events }) => lane.add(events)));
  } finally {
    encoding.give();
  }
  const { categories, parcels } = packed;
  for (const [category, count] of categories) metrics.recordsRead.inc({ source, category }, count);
  // Not in turn: where the dead letter can't be stored, objects without one go on.
  await Promise.all(
    parcels.map(({ lane, rejections }) => lane.reject([...rejections, ...part.strays])),
  );
}

/** What an earlier delivery of the same message has delivered already is left out. */
function without(part: TrailPart, already: number): TrailPart {
  if (already === 0) return part;
  return {
    records: part.records.filter((record) => record.index >= already),
    strays: part.strays.filter((stray) => stray.record.index >= already),
    digests: part.digests,
  };
}

function endOf({ records, digests, strays }: TrailPart): number {
  const lasts = [records.at(-1), digests.at(-1), strays.at(-1)?.record];
  return Math.max(...lasts.map((record) => (record?.index ?? -1) + 1));
}

/** Whoever may send to the queue could fill the log with it otherwise. */
function tellKept(task: ObjectTask, reason: KeepReason, { log, seldom }: ForwardOptions): void {
  const line = seldom(`${task.route.source.name} ${reason}`);
  if (line === undefined) return;
  const advice =
    "Add the bucket to s3.buckets if it is yours; else look at who may send to the queue.";
  log.warn(
    { ...nameOf(task), reason, advice, ...line },
    "Kept a message that names an object of another bucket",
  );
}

function explain(error: unknown, task: ObjectTask, log: Logger): Unfinished {
  if (!(error instanceof ObjectFailure)) {
    log.error({ ...nameOf(task), err: error }, "Reading an object failed in a way that is a bug");
    return release("bug");
  }
  const { settlement } = error;
  const hopeless =
    settlement.reason === "object_damaged" && task.notification.receiveCount >= patience;
  const failure = hopeless ? keep("object_damaged") : settlement;
  if (settlement.reason !== "draining") {
    const details = { offset: error.offset, err: error.cause, ...failure };
    log.warn(
      { ...nameOf(task), ...details, cause: error.message },
      "Object could not be read whole",
    );
  }
  return failure;
}

function originOf({ object, notification }: ObjectTask): Omit<Origin, "receipt"> {
  return { object, notificationId: notification.id };
}

function nameOf({ object, notification, route }: ObjectTask) {
  return {
    source: route.source.name,
    object: `s3://${object.bucket}/${object.key}`,
    message: notification.id,
    receiveCount: notification.receiveCount,
  };
}
