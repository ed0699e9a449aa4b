import { describe, expect, it } from "vitest";
import {
  RememberedIdentity,
  type AwsIdentity,
} from "../../../../src/deliver/elasticsearch/aws/identity.ts";
import { awsKeys } from "../../../support/aws-keys.ts";
import { ManualClock } from "../../../support/manual-clock.ts";

const minuteMs = 60_000;

describe("RememberedIdentity", () => {
  it("asks once for all that need it", async () => {
    const { identity, asked } = remembering(() => awsKeys);

    await Promise.all([identity.get(), identity.get()]);
    await identity.get();

    expect(asked()).toBe(1);
  });

  it("asks again five minutes before the keys expire", async () => {
    const { identity, asked, clock } = remembering((now) => expiringIn(15 * minuteMs, now));
    await identity.get();

    await clock.advance(9 * minuteMs);
    await identity.get();
    const early = asked();
    await clock.advance(minuteMs);
    await identity.get();

    expect([early, asked()]).toEqual([1, 2]);
  });

  it("uses what it has to its end while nothing newer is to be had", async () => {
    let isDown = false;
    const { identity, clock } = remembering((now) => {
      if (isDown) throw new Error("STS is down");
      return expiringIn(15 * minuteMs, now);
    });
    const first = await identity.get();
    isDown = true;

    await clock.advance(14 * minuteMs);
    const late = await identity.get();
    await clock.advance(minuteMs);

    expect(late).toBe(first);
    await expect(identity.get()).rejects.toThrow("STS is down");
  });

  it("asks again after a failure", async () => {
    let failures = 1;
    const { identity } = remembering(() => {
      if (failures-- > 0) throw new Error("not yet");
      return awsKeys;
    });

    await expect(identity.get()).rejects.toThrow("not yet");

    expect(await identity.get()).toBe(awsKeys);
  });

  it("asks again for what it was told to forget", async () => {
    const { identity, asked } = remembering(() => awsKeys);
    await identity.get();

    identity.forget();
    await identity.get();

    expect(asked()).toBe(2);
  });
});

function remembering(find: (now: number) => AwsIdentity) {
  const clock = new ManualClock();
  let asked = 0;
  const identity = new RememberedIdentity(async () => {
    asked += 1;
    return find(clock.now());
  }, clock);
  return { identity, clock, asked: () => asked };
}

function expiringIn(ms: number, now: number): AwsIdentity {
  return { ...awsKeys, expiration: new Date(now + ms) };
}
