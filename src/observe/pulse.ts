import type { Clock } from "../runtime/clock.ts";

/**
 * Tells a loop that is stuck from one that waits: a loop beats before each step that must end soon, and rests while it
 * waits for something that may take as long as it likes, such as room. `/livez` answers from it.
 */
export class Pulse {
  readonly #clock: Clock;
  readonly #due = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The next beat or rest is due within this time. */
  beat(component: string, withinMs: number): void {
    this.#due.set(component, this.#clock.monotonic() + withinMs);
  }

  rest(component: string): void {
    this.#due.delete(component);
  }

  /** What is overdue, and for how long. */
  get stuck(): Readonly<Record<string, string>> {
    const now = this.#clock.monotonic();
    const overdue = [...this.#due].filter(([, due]) => due < now);
    return Object.fromEntries(
      overdue.map(([component, due]) => [
        component,
        `no progress: overdue for ${Math.round((now - due) / 1000)} s`,
      ]),
    );
  }
}
