/** Which CPUs a process runs on: the forwarder and its servers must not take them from each other. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Of util-linux. */
const taskset = "taskset";

export interface Share {
  readonly forwarder: readonly number[];
  readonly servers: readonly number[];
}

/** The first CPUs for the forwarder and the others for its servers, or all where there are no others; 0: all for both. */
export function shareCpus(cores: number): Share {
  const allowed = allowedCpus(readFileSync("/proc/self/status", "utf8"));
  const rest = allowed.slice(cores);
  const forwarder = cores === 0 ? allowed : allowed.slice(0, cores);
  return { forwarder, servers: rest.length === 0 ? allowed : rest };
}

/** From `Cpus_allowed_list:	0-1,4` of proc_pid_status(5). */
export function allowedCpus(status: string): readonly number[] {
  const [, list = "0"] = /^Cpus_allowed_list:\s+(\S+)$/m.exec(status) ?? [];
  return list.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** What to put before a command so that it runs on these CPUs alone; nothing where there is no `taskset`. */
export function pinTo(cpus: readonly number[]): readonly string[] {
  return canPin ? [taskset, "-c", cpus.join(",")] : [];
}

export const canPin = spawnSync(taskset, ["-V"]).status === 0;
