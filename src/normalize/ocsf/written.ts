import { flat } from "../flat.ts";

/**
 * A part of events with its JSON text. What comes again in many events is written once, and its text is a part of theirs.
 */
export type Written<T> = T & {
  readonly text: string;
  /** Texts for the list of observables, with commas between them. */
  readonly observables: string;
};

export function written<T extends object>(part: T, observables: string): Written<T> {
  return { ...part, text: JSON.stringify(part), observables: flat(observables) };
}

/** `name` is what goes before the value, with a comma: `,"actor":`. Without a value there is no such member. */
export function optional(name: string, value: string | undefined): string {
  return value === undefined ? "" : name + value;
}

/** Items of a list, with commas between them. */
export function listed(items: string, more: string): string {
  if (items === "" || more === "") return items + more;
  return `${items},${more}`;
}
