/**
 * Node sizes its heap for programs that hold much; this one hands everything on, and the text of events lies outside of
 * it. What stays is collected when it has grown by three fifths, buffers outside included: at twice its size, V8's threads
 * have 1 to 2 µs less to do for an event, and 20 MiB more are resident. Young generations of 16 MB instead of 8 gain
 * nothing, nor does Maglev, whose code takes 3 MiB: what it has compiled is soon compiled better. The last flag is for
 * `returnMemory`.
 */
const flags = [
  "--max-semi-space-size=8",
  "--heap-growing-percent=60",
  "--no-maglev",
  "--expose-gc",
];

/** For glibc, which else keeps free memory for each thread by itself: 15 MiB under load. */
const oneArena = { MALLOC_ARENA_MAX: "1" };

/** For a process that is started by this one: its own flags, and those of a small heap unless the operator chose a size. */
export function smallHeapFlags(): readonly string[] {
  const chosen = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" ");
  return chosen.includes("--max-semi-space-size")
    ? process.execArgv
    : [...process.execArgv, ...flags];
}

/**
 * Starts the process anew in its own place, with the same id, arguments and streams: V8 takes these flags at its start
 * only, and so they hold however the program is run. Does nothing the second time, where the operator chose a size, or
 * where a process can't be replaced (Windows).
 */
export function restartWithSmallHeap(): void {
  const wanted = smallHeapFlags();
  if (wanted === process.execArgv || process.platform === "win32") return;
  const args = [process.execPath, ...wanted, ...process.argv.slice(1)];
  process.execve?.(process.execPath, args, { ...oneArena, ...process.env });
}

/**
 * Gives back to the system what V8 holds and does not need. By itself it does so under pressure only: an idle process
 * would keep 20 MiB from its start, and more from its last backlog. Takes a tenth of a second in which nothing else runs.
 * Does nothing where the operator chose the flags.
 */
export function returnMemory(): void {
  globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
}
