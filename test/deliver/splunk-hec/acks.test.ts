import { describe, expect, it } from "vitest";
import { AckChannel, readAcks, type AckAnswer } from "../../../src/deliver/splunk-hec/acks.ts";
import { hecAnswer } from "../../support/hec-server.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const { signal } = new AbortController();
const unanswered: AckAnswer = { kind: "unanswered" };

describe("AckChannel", () => {
  it("confirms what the collector confirms, and asks about the rest again", async () => {
    const { channel, clock, questions } = aChannel(told(1), told(0));
    const waits = [channel.wait(0, signal), channel.wait(1, signal)];

    await clock.advance(20_000);

    expect(await Promise.all(waits)).toEqual(["acknowledged", "acknowledged"]);
    expect(questions).toEqual([[0, 1], [0]]);
    expect(clock.pending).toBe(0);
  });

  it("tells one as soon as it is confirmed, whatever others wait for", async () => {
    const { channel, clock } = aChannel(told(0));
    const first = channel.wait(0, signal);
    const calledOff = new AbortController();
    const second = channel.wait(1, calledOff.signal);

    await clock.advance(10_000);

    expect(await first).toBe("acknowledged");
    calledOff.abort();
    expect(await second).toBe("aborted");
  });

  it("asks for nothing while nobody waits, and goes on when somebody does again", async () => {
    const { channel, clock, questions } = aChannel(told(0), told(1));
    const first = channel.wait(0, signal);
    await clock.advance(60_000);

    const second = channel.wait(1, signal);
    await clock.advance(60_000);

    expect(await Promise.all([first, second])).toEqual(["acknowledged", "acknowledged"]);
    expect(questions).toEqual([[0], [1]]);
  });

  it("gives up what is not confirmed in time, though no question was answered", async () => {
    const { channel, clock, questions } = aChannel();
    const wait = channel.wait(0, signal);

    await clock.advance(300_000);

    expect(await wait).toBe("lost");
    expect(questions).toHaveLength(30);
  });

  it("loses all that is pending when a number comes twice", async () => {
    const { channel, clock } = aChannel();
    const pending = [channel.wait(0, signal), channel.wait(1, signal)];

    const twice = channel.wait(0, signal);

    expect(await Promise.all([...pending, twice])).toEqual(["lost", "lost", "lost"]);
    expect(channel.spent).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("notices a number that comes again after it was confirmed", async () => {
    const { channel, clock } = aChannel(told(0));
    const first = channel.wait(0, signal);
    await clock.advance(10_000);

    expect([await first, await channel.wait(0, signal)]).toEqual(["acknowledged", "lost"]);
  });

  it("loses all that is pending, and all that comes, when the collector does not know the channel", async () => {
    const { channel, clock } = aChannel({ kind: "over" });
    const pending = channel.wait(0, signal);

    await clock.advance(10_000);

    expect([await pending, await channel.wait(1, signal)]).toEqual(["lost", "lost"]);
  });

  it("leaves nothing behind when the last wait is called off", async () => {
    const { channel, clock } = aChannel();
    const calledOff = new AbortController();

    const wait = channel.wait(0, calledOff.signal);
    calledOff.abort();

    expect(await wait).toBe("aborted");
    expect(clock.pending).toBe(0);
  });

  it("is not used for more requests than it can remember", async () => {
    const { channel } = aChannel();

    for (let ackId = 0; ackId < 10_000; ackId += 1) await channel.wait(ackId, AbortSignal.abort());

    expect(channel.spent).toBe(true);
  });

  it("fails all who wait when asking fails", async () => {
    const clock = new ManualClock();
    const channel = new AckChannel({ clock, everyMs: 10_000, patienceMs: 300_000, ask: failing });
    const waits = [channel.wait(0, signal), channel.wait(1, signal)];
    const outcomes = Promise.allSettled(waits);

    await clock.advance(10_000);

    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});

describe("readAcks", () => {
  it.each([
    [200, '{"acks":{"0":true,"1":false,"7":true}}', told(0, 7)],
    [200, '{"acks":{"0":"true","1":1,"x":true,"-1":true}}', told()],
    [200, '{"acks":[true]}', unanswered],
    [200, "<html>", unanswered],
    [200, hecAnswer(0), unanswered],
    [503, '{"acks":{"0":true}}', unanswered],
    [503, hecAnswer(9), unanswered],
    [401, hecAnswer(3), unanswered],
    [400, hecAnswer(14), unanswered],
    [400, hecAnswer(10), { kind: "over" }],
    [400, hecAnswer(11), { kind: "over" }],
  ])("reads %d with %s", (status, text, meaning) => {
    expect(readAcks({ status, text })).toEqual(meaning);
  });
});

function failing(): Promise<AckAnswer> {
  return Promise.reject(new Error("a bug"));
}

function told(...confirmed: number[]): AckAnswer {
  return { kind: "told", confirmed };
}

/** Its questions are answered so in turn, and then no more. */
function aChannel(...answers: AckAnswer[]) {
  const clock = new ManualClock();
  const questions: (readonly number[])[] = [];
  const ask = (ackIds: readonly number[]) => {
    questions.push(ackIds);
    return Promise.resolve(answers.shift() ?? unanswered);
  };
  const channel = new AckChannel({ clock, everyMs: 10_000, patienceMs: 300_000, ask });
  return { channel, clock, questions };
}
