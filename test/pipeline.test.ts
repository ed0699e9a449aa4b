import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ObjectFailure, keep } from "../src/decode/failure.ts";
import { allDelivered } from "../src/deliver/destination.ts";
import { aPipeline, objectAt, trailOf } from "./support/a-pipeline.ts";
import { settle } from "./support/manual-clock.ts";
import { rejectOnly, retryAll, type Answer } from "./support/scripted-destination.ts";

function stall() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const answer: Answer = async () => {
    await promise;
    return allDelivered;
  };
  return { answer, recover: resolve };
}

/** Long enough for files to be read and inflated, which is real work beside the hands of the clock. */
async function forwarded(until: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !until(); turn += 1) await settle();
}

describe("runPipeline", () => {
  it("deletes a message when every record of every object was taken", async () => {
    const { source, destination, drain, bugs } = aPipeline({
      objects: { one: trailOf("a", "b"), two: gzipSync(trailOf("c")) },
    });

    source.announce("message", [objectAt("one"), objectAt("two")]);
    await forwarded(() => source.settlements.has("message"));
    await drain();

    expect(destination.attempts.flat()).toEqual(["a", "b", "c"]);
    expect(source.settlements.get("message")).toEqual([{ kind: "delete" }]);
    expect(bugs).toEqual([]);
  });

  it("does not settle a message before the destination has answered", async () => {
    const stalled = stall();
    const { source, destination, drain } = aPipeline({
      objects: { one: trailOf("a") },
      answers: [stalled.answer],
    });

    source.announce("message", [objectAt("one")]);
    await forwarded(() => destination.attempts.length > 0);
    const before = source.settlements.size;
    stalled.recover();
    await drain();

    expect([before, source.settlements.get("message")]).toEqual([0, [{ kind: "delete" }]]);
  });

  it("stops asking the source while the destination stalls", async () => {
    const stalled = stall();
    const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const { source, destination, drain } = aPipeline({
      objects: Object.fromEntries(ids.map((id) => [id, trailOf(id)])),
      answers: [stalled.answer],
      maxEvents: 1,
      reading: 2,
    });

    for (const id of ids) source.announce(id, [objectAt(id)]);
    await forwarded(() => false);
    const asked = source.asked;
    stalled.recover();
    await forwarded(() => source.settlements.size === ids.length);
    await drain();

    expect(asked).toBeLessThanOrEqual(4);
    expect(destination.attempts.flat().toSorted()).toEqual(ids);
  });

  it("encodes the records of one object at a time while the destination stalls", async () => {
    const stalled = stall();
    const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const { source, books, drain } = aPipeline({
      objects: Object.fromEntries(ids.map((id) => [id, trailOf(id)])),
      answers: [stalled.answer],
      maxEvents: 1,
      reading: ids.length,
    });

    for (const id of ids) source.announce(id, [objectAt(id)]);
    await forwarded(() => false);
    const { read } = books.accounts;
    stalled.recover();
    await drain();

    expect(read).toBeLessThanOrEqual(3);
    expect(books.accounts.read).toBe(ids.length);
  });

  it("goes on with other objects while what was rejected can't be stored", async () => {
    const { promise: buried, resolve } = Promise.withResolvers<void>();
    const { source, destination, drain } = aPipeline({
      objects: { odd: '{"Records":[7]}', fine: trailOf("a") },
      buried,
      maxEvents: 1,
    });

    source.announce("odd", [objectAt("odd")]);
    await forwarded(() => false);
    source.announce("fine", [objectAt("fine")]);
    await forwarded(() => source.settlements.has("fine"));
    const settled = [...source.settlements.keys()];
    resolve();
    await drain();

    expect([settled, destination.attempts]).toEqual([["fine"], [["a"]]]);
    expect(source.settlements.get("odd")).toEqual([{ kind: "delete" }]);
  });

  it("sends what is there at once when nothing more is being read", async () => {
    const { source, clock, drain } = aPipeline({ objects: { one: trailOf("a") } });
    const started = clock.now();

    source.announce("message", [objectAt("one")]);
    await forwarded(() => source.settlements.has("message"));
    const settled = source.settlements.size;
    await drain();

    expect([settled, clock.now() - started]).toEqual([1, 0]);
  });

  it("reads a queue however many others are idle", async () => {
    const { source, destination, drain } = aPipeline({
      objects: { one: trailOf("a") },
      reading: 1,
      idleSources: 3,
    });

    source.announce("message", [objectAt("one")]);
    await forwarded(() => source.settlements.has("message"));
    await drain();

    expect(destination.attempts).toEqual([["a"]]);
  });

  it("delivers what is readable of a damaged object once, and releases its message each time", async () => {
    const damaged = `${trailOf("a", "b").slice(0, -2)},{"eventID":"c"`;
    const { source, destination, drain } = aPipeline({ objects: { one: damaged } });

    source.announce("message", [objectAt("one")], 1);
    await forwarded(() => source.settlements.has("message"));
    source.announce("message", [objectAt("one")], 2);
    await forwarded(() => source.settlements.get("message")?.length === 2);
    await drain();

    const released = { kind: "release", reason: "object_damaged" };
    expect(destination.attempts).toEqual([["a", "b"]]);
    expect(source.settlements.get("message")).toEqual([released, released]);
  });

  it("keeps a message in the end when its object is damaged whenever it comes", async () => {
    const { source, drain } = aPipeline({ objects: { one: '{"Records":[' } });

    source.announce("message", [objectAt("one")], 5);
    await forwarded(() => source.settlements.has("message"));
    await drain();

    expect(source.settlements.get("message")).toEqual([keep("object_damaged")]);
  });

  it("reads the other objects of a message when one can't be read", async () => {
    const { source, destination, drain } = aPipeline({
      objects: { bad: new ObjectFailure(keep("object_archived"), "archived"), good: trailOf("a") },
    });

    source.announce("message", [objectAt("bad"), objectAt("good")]);
    await forwarded(() => source.settlements.has("message"));
    await drain();

    expect(destination.attempts).toEqual([["a"]]);
    expect(source.settlements.get("message")).toEqual([keep("object_archived")]);
  });

  it("acknowledges what is skipped or gone, and keeps what may not be read", async () => {
    const { source, destination, drain } = aPipeline({
      objects: { gone: "gone" },
      select: ({ key }) => {
        if (key === "digest") return { kind: "skip", objectKind: "digest", reason: "digest" };
        if (key === "foreign") {
          return { kind: "keep", objectKind: "trail", reason: "bucket_not_allowed" };
        }
        return { kind: "read", objectKind: "trail" };
      },
    });

    for (const key of ["digest", "gone", "foreign"]) source.announce(key, [objectAt(key)]);
    await forwarded(() => source.settlements.size === 3);
    await drain();

    expect(Object.fromEntries(source.settlements)).toEqual({
      digest: [{ kind: "delete" }],
      gone: [{ kind: "delete" }],
      foreign: [keep("bucket_not_allowed")],
    });
    expect(destination.attempts).toEqual([]);
  });

  it("buries what is no record and delivers the rest", async () => {
    const { source, destination, buried, drain } = aPipeline({
      objects: { one: '{"Records":[17,{"eventID":"a"},"text"]}' },
    });

    source.announce("message", [objectAt("one")]);
    await forwarded(() => source.settlements.has("message"));
    await drain();

    expect(buried.map(({ record, reason }) => [record.text, reason])).toEqual([
      ["17", "not_an_object"],
      ['"text"', "not_an_object"],
    ]);
    expect(destination.attempts).toHaveLength(1);
    expect(source.settlements.get("message")).toEqual([{ kind: "delete" }]);
  });

  it("releases a message whose record was rejected and could not be buried", async () => {
    const { source, drain } = aPipeline({
      objects: { one: trailOf("a", "b") },
      answers: [rejectOnly(["a"])],
      buries: false,
    });

    source.announce("message", [objectAt("one")]);
    await forwarded(() => source.settlements.has("message"));
    await drain();

    expect(source.settlements.get("message")).toEqual([
      { kind: "release", reason: "record_rejected" },
    ]);
  });

  it("is quiet from its start and after the last read, never while an object is read", async () => {
    const stalled = stall();
    const { source, destination, clock, quiets, drain } = aPipeline({
      objects: { one: trailOf("a", "b") },
      answers: [stalled.answer],
      maxEvents: 1,
    });

    await clock.advance(10_000);
    source.announce("message", [objectAt("one")]);
    await forwarded(() => destination.attempts.length > 0);
    await clock.advance(600_000);
    const whileRead = quiets.length;
    stalled.recover();
    await forwarded(() => source.settlements.has("message"));
    await clock.advance(10_000);
    await drain();

    expect([whileRead, quiets.length]).toEqual([1, 2]);
    expect(clock.pending).toBe(0);
  });

  it("survives a bug in reading an object: its message is released", async () => {
    const { source, drain, bugs } = aPipeline({ objects: { one: new TypeError("bug") } });

    source.announce("message", [objectAt("one")]);
    await forwarded(() => source.settlements.has("message"));
    await drain();

    expect([source.settlements.get("message"), bugs]).toEqual([
      [{ kind: "release", reason: "bug" }],
      [],
    ]);
  });

  it("delivers what was begun when it is stopped", async () => {
    const { source, destination, drain } = aPipeline({ objects: { one: trailOf("a") } });

    source.announce("message", [objectAt("one")]);
    await settle();
    await drain();

    const delivered = destination.attempts.flat();
    const [settlement] = source.settlements.get("message") ?? [];
    expect(settlement?.kind).toBe(delivered.length === 1 ? "delete" : "release");
  });

  it("gives back what can't be delivered when it is abandoned, and ends", async () => {
    const { source, destination, abandoned, drain, books } = aPipeline({
      objects: { one: trailOf("a") },
      answers: [
        (batch, signal) =>
          new Promise((resolve) => {
            signal.addEventListener("abort", () => resolve(retryAll()(batch, signal)));
          }),
      ],
    });

    source.announce("message", [objectAt("one")]);
    await forwarded(() => destination.attempts.length > 0);
    const ended = drain();
    abandoned.abort();
    await ended;

    expect(source.settlements.get("message")).toEqual([{ kind: "release", reason: "draining" }]);
    expect(books.accounts).toMatchObject({ read: 1, released: 1, inFlight: 0 });
  });
});
