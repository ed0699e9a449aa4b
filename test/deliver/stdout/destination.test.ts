import { describe, expect, it } from "vitest";
import { createStdoutDestination } from "../../../src/deliver/stdout/destination.ts";
import { batchOf } from "../../../src/event.ts";
import { someEvents } from "../../support/events.ts";
import { settle } from "../../support/manual-clock.ts";
import { ScriptedStream } from "../../support/scripted-stream.ts";

const { signal } = new AbortController();

describe("the stdout destination", () => {
  it("writes each event as a line", async () => {
    const stream = new ScriptedStream();
    const events = someEvents("a", "b");

    await createStdoutDestination({ name: "stdout" }, stream).deliver(batchOf(events), signal);

    expect(stream.text).toBe(events.map(({ record }) => `${record.text}\n`).join(""));
  });

  it("waits for a reader that is slower than we are", async () => {
    const stream = new ScriptedStream("blocks");
    const destination = createStdoutDestination({ name: "stdout" }, stream);
    let delivered = false;

    const delivery = destination.deliver(batchOf(someEvents("a")), signal).then((report) => {
      delivered = true;
      return report;
    });
    await stream.blocked;
    await settle();

    expect(delivered).toBe(false);
    stream.unblock();
    expect((await delivery).retryable).toEqual([]);
  });

  it("goes on reporting events as retryable once its reader has gone", async () => {
    const destination = createStdoutDestination({ name: "stdout" }, new ScriptedStream("breaks"));
    const first = await destination.deliver(batchOf(someEvents("a")), signal);

    const report = await destination.deliver(batchOf(someEvents("b")), signal);

    expect(first.trouble?.message).toContain("(EPIPE): whoever reads it has gone");
    expect(report.retryable).toHaveLength(1);
    expect(report.trouble?.kind).toBe("unreachable");
  });

  it("is closed only when its reader has taken everything, also what was called off", async () => {
    const stream = new ScriptedStream("blocks");
    const destination = createStdoutDestination({ name: "stdout" }, stream);
    const abandoned = new AbortController();
    const delivery = destination.deliver(batchOf(someEvents("a")), abandoned.signal);
    await stream.blocked;
    abandoned.abort();
    expect((await delivery).trouble?.kind).toBe("aborted");

    let closed = false;
    const closing = destination.close().then(() => (closed = true));
    await settle();

    expect(closed).toBe(false);
    stream.unblock();
    await closing;
    expect(stream.listenerCount("error")).toBe(0);
  });

  it("leaves the stream open and without listeners", async () => {
    const stream = new ScriptedStream();
    const destination = createStdoutDestination({ name: "stdout" }, stream);

    await destination.close();

    expect(stream.listenerCount("error")).toBe(0);
    expect(stream.writable).toBe(true);
  });
});
