import { describe, expect, it } from "vitest";
import type { AckAnswer } from "../../../src/deliver/splunk-hec/ack-answer.ts";
import { AckChannel } from "../../../src/deliver/splunk-hec/acks.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const { signal } = new AbortController();
const unanswered: AckAnswer = { kind: "unanswered" };

describe("AckChannel", () => {
  it("confirms what the collector confirms, and asks about the rest again", async () => {
    const { channel, clock, questions } = aChannel(told(1), told(0));
    const waits = [channel.wait(0, signal), channel.wait(1, signal)];

    await clock.advance(20_000);

    expect(await Promise.all(waits)).toEqual(["confirmed", "confirmed"]);
    expect(questions).toEqual([[0, 1], [0]]);
    expect(clock.pending).toBe(0);
  });

  it("tells one as soon as it is confirmed, whatever others wait for", async () => {
    const { channel, clock } = aChannel(told(0));
    const first = channel.wait(0, signal);
    const calledOff = new AbortController();
    const second = channel.wait(1, calledOff.signal);

    await clock.advance(10_000);

    expect(await first).toBe("confirmed");
    calledOff.abort();
    expect(await second).toBe("aborted");
  });

  it("asks for nothing while nobody waits, and goes on when somebody does again", async () => {
    const { channel, clock, questions } = aChannel(told(0), told(1));
    const first = channel.wait(0, signal);
    await clock.advance(60_000);

    const second = channel.wait(1, signal);
    await clock.advance(60_000);

    expect(await Promise.all([first, second])).toEqual(["confirmed", "confirmed"]);
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

    expect([await first, await channel.wait(0, signal)]).toEqual(["confirmed", "lost"]);
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

  it("asks about no more than 4000 at once", async () => {
    const { channel, clock, questions } = aChannel(told(), told());
    const calledOff = new AbortController();
    const waits = Array.from({ length: 4001 }, (_, ackId) => channel.wait(ackId, calledOff.signal));

    await clock.advance(10_000);
    calledOff.abort();
    await Promise.all(waits);

    expect(questions.map(({ length }) => length)).toEqual([4000, 1]);
  });

  it("believes no confirmation that may be about a request whose answer was lost", async () => {
    const { channel, clock, losses } = aChannel(told(0, 1));
    const first = channel.wait(0, signal);
    const second = channel.wait(1, signal);
    channel.sending()("lost");

    await clock.advance(10_000);

    expect([await first, await second]).toEqual(["lost", "confirmed"]);
    expect(losses).toEqual(["uncertain"]);
  });

  it("believes a confirmation only after the answers that were on their way have come", async () => {
    const { channel, clock } = aChannel(told(0));
    const answered = channel.sending();
    let outcome: string | undefined;
    const wait = channel.wait(0, signal).then((value) => (outcome = value));

    await clock.advance(10_000);
    const before = outcome;
    answered("seen");
    await wait;

    expect([before, outcome]).toEqual([undefined, "confirmed"]);
  });

  it("is lost when an answer that was on its way repeats the number that was confirmed", async () => {
    const { channel, clock } = aChannel(told(0));
    const answered = channel.sending();
    const first = channel.wait(0, signal);
    await clock.advance(10_000);

    const second = channel.wait(0, signal);
    answered("seen");

    expect([await first, await second]).toEqual(["lost", "lost"]);
  });

  it("is not used any more when more answers were lost than it has given numbers", () => {
    const { channel } = aChannel();

    channel.sending()("lost");

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
  const losses: string[] = [];
  const onLoss = (reason: string) => losses.push(reason);
  const channel = new AckChannel({ clock, everyMs: 10_000, patienceMs: 300_000, ask, onLoss });
  return { channel, clock, questions, losses };
}
