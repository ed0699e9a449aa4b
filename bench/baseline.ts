/** The result that was committed last, and what has changed since. */
import { readFile } from "node:fs/promises";
import { isJsonObject } from "../src/event.ts";
import { table } from "./table.ts";

export type Figures = Readonly<Record<string, number>>;

/** Written by `npm run bench -- --json bench/baseline.json`. */
const file = new URL("baseline.json", import.meta.url);

/** Undefined where nothing was committed yet. */
export async function readBaseline(): Promise<Figures | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const parsed: unknown = text === undefined ? undefined : JSON.parse(text);
  const figures = isJsonObject(parsed) ? parsed["figures"] : undefined;
  if (!isJsonObject(figures)) return undefined;
  const numbers = Object.entries(figures).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  return Object.fromEntries(numbers);
}

/** The figures that both have; what is above 1 has become worse. */
export function compareFigures(now: Figures, then: Figures): string {
  const rows = Object.entries(now).flatMap(([name, value]) => {
    const before = then[name];
    if (before === undefined) return [];
    const change = before === 0 ? "" : (value / before).toFixed(2);
    return [[name, before.toFixed(2), value.toFixed(2), change]];
  });
  return table(["compared with the last committed result", "then", "now", "now/then"], rows);
}
