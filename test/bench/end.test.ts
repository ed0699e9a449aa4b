import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { describeEnd, endOf, isClean } from "../../bench/end.ts";

describe("how a process ended", () => {
  it("is told by the exit code where it ended by itself", async () => {
    const end = await endOfScript("process.exit(3)");

    expect(describeEnd(end)).toBe("exit code 3");
    expect(isClean(end)).toBe(false);
  });

  it("is told by the signal where one ended it", async () => {
    const end = await endOfScript('process.kill(process.pid, "SIGKILL")');

    expect(describeEnd(end)).toBe("signal SIGKILL");
    expect(isClean(end)).toBe(false);
  });

  it("is clean with exit code 0 alone", () => {
    expect(isClean(endOf(0, null))).toBe(true);
  });
});

async function endOfScript(script: string) {
  const [code, signal]: unknown[] = await once(spawn(process.execPath, ["-e", script]), "exit");
  return endOf(code, signal);
}
