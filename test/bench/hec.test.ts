import { describe, expect, it } from "vitest";
import { Acknowledgments, countEvents } from "../../bench/receivers/hec.ts";

describe("the benchmark's HTTP Event Collector", () => {
  it("counts an event for each line", () => {
    expect(countEvents(Buffer.from('{"event":{"a":1}}\n{"event":{"a":2}}\n'))).toBe(2);
  });

  it.each(["", "\n", '{"event":{}}', '{"event":\n'])("refuses the body %j", (body) => {
    expect(countEvents(Buffer.from(body))).toBeUndefined();
  });

  it("numbers the requests of each channel from 0", () => {
    const acknowledgments = new Acknowledgments(10_000);

    const answers = ["a", "a", "b"].map((channel) => acknowledgments.take(channel, 0));

    expect(answers.map((text): unknown => JSON.parse(text))).toMatchObject([
      { code: 0, ackId: 0 },
      { code: 0, ackId: 1 },
      { code: 0, ackId: 0 },
    ]);
  });

  it("tells once that a request is stored, when its time has come", () => {
    const acknowledgments = new Acknowledgments(10_000);
    acknowledgments.take("a", 0);
    acknowledgments.take("a", 5000);

    const answers = [9999, 10_000, 10_001].map((now) =>
      acknowledgments.tell("a", { acks: [0, 1] }, now),
    );

    expect(answers.map((text): unknown => JSON.parse(text))).toEqual([
      { acks: { 0: false, 1: false } },
      { acks: { 0: true, 1: false } },
      { acks: { 0: false, 1: false } },
    ]);
  });

  it("knows nothing of a channel that it has not seen", () => {
    const answer = new Acknowledgments(0).tell("a", { acks: [0] }, 0);

    expect(JSON.parse(answer)).toEqual({ acks: { 0: false } });
  });
});
