import { describe, expect, it } from "vitest";
import { Tasks } from "../../src/runtime/tasks.ts";

describe("Tasks", () => {
  it("drains what runs and what that starts", async () => {
    const ended: string[] = [];
    const tasks = new Tasks(() => undefined);

    tasks.start(async () => {
      await Promise.resolve();
      tasks.start(async () => {
        await Promise.resolve();
        ended.push("second");
      });
      ended.push("first");
    });
    await tasks.drain();

    expect([ended, tasks.size]).toEqual([["first", "second"], 0]);
  });

  it("reports what a task throws, and drains all the same", async () => {
    const bugs: unknown[] = [];
    const tasks = new Tasks((error) => bugs.push(error));
    const bug = new Error("bug");

    tasks.start(() => Promise.reject(bug));
    await tasks.drain();

    expect(bugs).toEqual([bug]);
  });
});
