/**
 * Node sizes its heap for programs that hold much; this one hands everything on. Events live for one batch, so most of
 * a larger heap would be garbage. A young generation of 24 MB instead of 48, and collecting when the heap has grown
 * by a quarter, cost about a seventh more CPU and save 100 MB.
 */
const flags = ["--max-semi-space-size=8", "--heap-growing-percent=25"];

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
