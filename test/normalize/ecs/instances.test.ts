import { describe, expect, it } from "vitest";
import { instancesOf } from "../../../src/normalize/ecs/instances.ts";

const id = "i-0123456789abcdef0";

describe("the instances of a call", () => {
  it.each([
    { instanceId: id },
    { target: id },
    { resourceId: id },
    { instanceIds: [id] },
    { instancesSet: { items: [{ instanceId: id }, 3, null] } },
  ])("are found in %j", (payload) => {
    expect(instancesOf({ requestParameters: payload })).toEqual([id]);
    expect(instancesOf({ responseElements: payload })).toEqual([id]);
  });

  it.each([
    { instanceId: [id] },
    { target: { items: [{ instanceId: id }] } },
    { instanceIds: id },
    { instancesSet: id },
    { instancesSet: [id] },
    { resourceId: "vol-0123456789abcdef0" },
  ])("are none in %j", (payload) => {
    expect(instancesOf({ requestParameters: payload })).toEqual([]);
  });
});
