/** CPU time and memory of a process and all its descendants, as Linux counts them in /proc. */
import { readdir, readFile } from "node:fs/promises";

export interface Usage {
  readonly cpuSeconds: number;
  /** Of threads that live: who spent it. */
  readonly threads: Threads;
  readonly residentBytes: number;
  /** Highest resident set so far, summed over the processes: never less than what they held at one time. */
  readonly peakBytes: number;
}

/** CPU seconds: of JavaScript, of V8's helpers (collecting, compiling) and the like, of libuv's pool (zlib, files, names). */
export type Threads = Readonly<Record<ThreadGroup, number>>;
export type ThreadGroup = (typeof threadGroups)[number];
export const threadGroups = ["main", "V8", "libuv"] as const;

/** USER_HZ, which is 100 on every architecture that Node runs on. */
const ticksPerSecond = 100;

export async function usageOf(pid: number): Promise<Usage> {
  const own = await usageOfOne(pid);
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  const rest = await Promise.all(children.split(" ").filter(Boolean).map(Number).map(usageOf));
  return rest.reduce(
    (sum, one) => ({
      cpuSeconds: sum.cpuSeconds + one.cpuSeconds,
      threads: combine(sum.threads, one.threads, (a, b) => a + b),
      residentBytes: sum.residentBytes + one.residentBytes,
      peakBytes: sum.peakBytes + one.peakBytes,
    }),
    own,
  );
}

export function combine(a: Threads, b: Threads, how: (a: number, b: number) => number): Threads {
  const of = (group: ThreadGroup) => how(a[group], b[group]);
  return { main: of("main"), V8: of("V8"), libuv: of("libuv") };
}

async function usageOfOne(pid: number): Promise<Usage> {
  const [stat, status, threads] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readFile(`/proc/${pid}/status`, "utf8"),
    threadsOf(pid),
  ]);
  // The second field, the name of the program in brackets, may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // utime, stime, and the same of children that have ended: fields 14 to 17 of proc_pid_stat(5).
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  const bytesOf = (name: string) => {
    const [, kilobytes = "0"] =
      new RegExp(String.raw`^${name}:\s+(\d+) kB$`, "m").exec(status) ?? [];
    return Number(kilobytes) * 1024;
  };
  return {
    cpuSeconds: ticks / ticksPerSecond,
    threads,
    residentBytes: bytesOf("VmRSS"),
    peakBytes: bytesOf("VmHWM"),
  };
}

async function threadsOf(pid: number): Promise<Threads> {
  const sum = { main: 0, V8: 0, libuv: 0 };
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`;
    const [name, schedule] = await Promise.all([
      readFile(`${folder}/comm`, "utf8"),
      readFile(`${folder}/schedstat`, "utf8"),
    ]).catch(() => ["", "0"]);
    const [nanoseconds = "0"] = (schedule ?? "").split(" ");
    sum[groupOf(name ?? "", thread === String(pid))] += Number(nanoseconds) / 1e9;
  }
  return sum;
}

function groupOf(name: string, first: boolean): ThreadGroup {
  if (first) return "main";
  return name.includes("libuv-worker") ? "libuv" : "V8";
}
