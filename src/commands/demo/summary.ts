import type { Counter } from "prom-client";
import type { App } from "../../app.ts";
import type { Stage } from "./stage.ts";

export interface Totals {
  readonly all: number;
  /** By the value of the label. */
  of(value: string): number;
}

/** A counter's sum, and its sum for each value of one label. */
export async function totals(counter: Counter, label = "outcome"): Promise<Totals> {
  const { values } = await counter.get();
  const sum = (chosen: typeof values) => chosen.reduce((total, { value }) => total + value, 0);
  return {
    all: sum(values),
    of: (value) => sum(values.filter(({ labels }) => labels[label] === value)),
  };
}

/** What went in, what came out, and that both sides are equal. */
export async function summarize(app: App, stage: Stage, elapsedMs: number): Promise<string> {
  const { messagesNoise, messagesSettled, objects, recordsRead } = app.metrics;
  const [settled, noise, seen, read] = await Promise.all([
    totals(messagesSettled),
    totals(messagesNoise, "kind"),
    totals(objects),
    totals(recordsRead, "category"),
  ]);
  const lines = Object.entries(app.status().destinations).map(([name, books]) => {
    const { read: _, inFlight: __, ...ways } = books;
    const ended = Object.values(ways).reduce((sum, count) => sum + count, 0);
    const verdict =
      read.all === books.read && books.read === ended
        ? "the books balance"
        : "THE BOOKS DO NOT BALANCE";
    return `  ${name.padEnd(10)} ${books.read} records read = ${books.delivered} delivered + ${books.duplicates} duplicates + ${books.deadLettered} dead-lettered: ${verdict}`;
  });
  return `
Summary after ${(elapsedMs / 1000).toFixed(1)} s
  messages   ${stage.messages} sent = ${settled.of("deleted")} acknowledged (${noise.all} of them noise) + ${settled.of("kept")} kept + ${settled.of("released") + settled.of("lost")} given back
  objects    ${stage.objects} stored = ${seen.of("read")} read + ${seen.of("skipped")} skipped as noise (digests) + ${seen.of("failed") + seen.of("kept")} failed
${lines.join("\n")}
  kept       ${stage.others
    .filter(({ ending }) => ending === "kept")
    .map(({ name }) => name)
    .join(", ")}: never deleted, left to the queue's redrive policy

Next: config/minimal.yaml for a queue of your own, docs/operations.md to run it, docs/architecture.md for how it works.
`;
}
