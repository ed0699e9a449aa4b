import { listed } from "../written.ts";
import type { Place } from "./places.ts";

type Named = Pick<Place<unknown>, "name" | "mayRepeat">;

/** Takes the texts of a record that the rest of an event does not carry, each in JSON, under the path of its place. */
export interface Leftovers {
  add(place: Named, text: string): void;
}

/** As members in the order they come. */
export class DistinctLeftovers implements Leftovers {
  members = "";
  /** Whether there may be several texts of one path, which `JoinedLeftovers` is for. */
  mayRepeat = false;

  add({ name, mayRepeat }: Named, text: string): void {
    this.members = listed(this.members, name + text);
    if (mayRepeat) this.mayRepeat = true;
  }
}

/** With the texts of one path joined, where the first of them stood. */
export class JoinedLeftovers implements Leftovers {
  readonly #byName = new Map<string, string>();

  add({ name }: Named, text: string): void {
    const before = this.#byName.get(name);
    const inner = text.slice(1, -1);
    this.#byName.set(name, before === undefined ? inner : `${before},${inner}`);
  }

  get members(): string {
    return Array.from(this.#byName, written).join(",");
  }
}

function written([name, text]: readonly [string, string]): string {
  return `${name}"${text}"`;
}
