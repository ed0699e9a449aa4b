/**
 * The promises that nobody awaits at the place where they start. They are held here until they end,
 * so that a drain can wait for all of them and a bug in one of them is reported instead of lost.
 */
export class Tasks {
  readonly #running = new Set<Promise<void>>();
  readonly #onBug: (error: unknown) => void;

  /** `onBug` gets what a task throws: tasks turn expected failures into outcomes themselves. */
  constructor(onBug: (error: unknown) => void) {
    this.#onBug = onBug;
  }

  get size(): number {
    return this.#running.size;
  }

  start(task: () => Promise<void>): void {
    const running: Promise<void> = task()
      .catch((error: unknown) => this.#onBug(error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits until no task is running, those started meanwhile included. */
  async drain(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
