/** How a process ended: by itself, or by a signal that it did not handle. */
export type End =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string };

/** From what a child process tells of its `exit`. */
export function endOf(code: unknown, signal: unknown): End {
  return typeof code === "number"
    ? { kind: "exit", code }
    : { kind: "signal", signal: String(signal) };
}

export function isClean(end: End): boolean {
  return end.kind === "exit" && end.code === 0;
}

export function describeEnd(end: End): string {
  return end.kind === "exit" ? `exit code ${end.code}` : `signal ${end.signal}`;
}
