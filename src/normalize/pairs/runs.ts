import type { Reading } from "../facts.ts";
import { sectionOf } from "../sections.ts";
import type { Parts, Section } from "../sections.ts";
import { attributeOf, type Slot } from "./attributes.ts";
import { written } from "./fit.ts";
import type { Syntax } from "./syntax.ts";

export interface Runs {
  /** The runs of a section, each with delimiters between its pairs; empty where it has none. */
  readonly texts: (section: Section, reading: Reading) => readonly string[];
  /** The runs of all sections behind a head, in the order of the slots. */
  readonly join: (head: string, parts: Parts<{ readonly texts: readonly string[] }>) => string;
}

/** Takes slots that stand side by side and are told by the same section together. */
export function createRuns(slots: readonly Slot[], syntax: Syntax): Runs {
  const runs: Parts<Slot[][]> = [[], [], []];
  const order: { readonly section: Section; readonly at: number }[] = [];
  for (const slot of slots) {
    const section = sectionOf(slot.members);
    if (order.at(-1)?.section !== section) order.push({ section, at: runs[section].push([]) - 1 });
    runs[section].at(-1)?.push(slot);
  }
  return {
    texts: (section, reading) => runs[section].map((run) => textOf(run, reading, syntax)),
    join(head, parts) {
      let line = head;
      let delimiter = "";
      for (const { section, at } of order) {
        const text = parts[section].texts[at] ?? "";
        if (text === "") continue;
        line += delimiter + text;
        ({ delimiter } = syntax);
      }
      return line;
    },
  };
}

function textOf(run: readonly Slot[], reading: Reading, syntax: Syntax): string {
  let text = "";
  for (const slot of run) {
    const attribute = attributeOf(slot, reading);
    if (attribute === undefined) continue;
    if (text !== "") text += syntax.delimiter;
    text += written(attribute, syntax);
  }
  return text;
}
