/** One line for the reader of a long run: what it was, and what came of it. */
export function printFigures(run: string, figures: Readonly<Record<string, unknown>>): void {
  const shown = Object.entries(figures).map(([name, value]) => `${name} ${String(value)}`);
  console.log(`${run}: ${shown.join(", ")}`);
}
