/**
 * Node sizes its heap for programs that hold much; this one hands everything on, and the text of events lies outside of
 * it. About 15 MB stay, which are collected when they and the buffers outside have doubled: at a quarter more it is
 * done half as often again and saves 10 MB; at four times as much, a third as often for 30 MB more. The last is for
 * `returnMemory`.
 */
const flags = ["--max-semi-space-size=8", "--heap-growing-percent=100", "--expose-gc"];

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
  process.execve?.(process.execPath, args, process.env);
}

/**
 * Gives back to the system what V8 holds and does not need. By itself it does so under pressure only: an idle process
 * would keep 20 MiB from its start, and more from its last backlog. Takes a tenth of a second in which nothing else runs.
 * Does nothing where the operator chose the flags.
 */
export function returnMemory(): void {
  globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
}
