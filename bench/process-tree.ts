/** CPU time and memory of a process and all its descendants, as Linux counts them in /proc. */
import { readFile } from "node:fs/promises";

export interface Usage {
  readonly cpuSeconds: number;
  /** Highest resident set so far, summed over the processes: never less than what they held at one time. */
  readonly peakBytes: number;
  /** How long the first thread of the process itself was ready to run and waited for a CPU that others had. */
  readonly queuedSeconds: number;
}

/** USER_HZ, which is 100 on every architecture that Node runs on. */
const ticksPerSecond = 100;

export async function usageOf(pid: number): Promise<Usage> {
  const own = await usageOfOne(pid);
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  const rest = await Promise.all(children.split(" ").filter(Boolean).map(Number).map(usageOf));
  return {
    cpuSeconds: rest.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, own.cpuSeconds),
    peakBytes: rest.reduce((sum, { peakBytes }) => sum + peakBytes, own.peakBytes),
    queuedSeconds: own.queuedSeconds,
  };
}

async function usageOfOne(pid: number): Promise<Usage> {
  const [stat, status, schedule] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readFile(`/proc/${pid}/status`, "utf8"),
    readFile(`/proc/${pid}/schedstat`, "utf8"),
  ]);
  // The second field, the name of the program in brackets, may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // utime, stime, and the same of children that have ended: fields 14 to 17 of proc_pid_stat(5).
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  const [, peakKilobytes = "0"] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  const [, queuedNanoseconds = "0"] = schedule.split(" ");
  return {
    cpuSeconds: ticks / ticksPerSecond,
    peakBytes: Number(peakKilobytes) * 1024,
    queuedSeconds: Number(queuedNanoseconds) / 1e9,
  };
}
