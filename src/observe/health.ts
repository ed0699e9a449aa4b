/** More would tell no more: components named after buckets could be many. */
const mostProblems = 100;

/**
 * What keeps the process from doing its work, by component (`source trail`, `destination elastic`).
 * `/readyz` answers from it; nothing steers by it.
 */
export class Health {
  readonly #problems = new Map<string, string>();

  /** Names a component that must report well before the process counts as ready. */
  expect(component: string): void {
    if (!this.#problems.has(component)) this.#problems.set(component, "not tried yet");
  }

  well(component: string): void {
    this.#problems.delete(component);
  }

  /** `reason` is shown to operators: what is wrong and what to do, without secrets. */
  unwell(component: string, reason: string): void {
    if (this.#problems.size < mostProblems || this.#problems.has(component)) {
      this.#problems.set(component, reason);
    }
  }

  get problems(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#problems);
  }
}
