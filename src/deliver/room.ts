interface Waiting {
  readonly bytes: number;
  readonly admit: () => void;
}

/** Bounded memory: whoever wants to keep something waits, first come first served, until it fits. One thing alone always fits. */
export class Room {
  readonly #size: number;
  #used = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(size: number) {
    this.#size = size;
  }

  /** Resolves to true when the bytes are taken, to false as soon as the signal is aborted. */
  async take(bytes: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#waiting.size === 0 && this.#fits(bytes)) {
      this.#used += bytes;
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiting: Waiting = { bytes, admit: () => resolve(true) };
    const aborted = () => {
      this.#waiting.delete(waiting);
      resolve(false);
      this.#admit();
    };
    this.#waiting.add(waiting);
    signal.addEventListener("abort", aborted);
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", aborted);
    }
  }

  give(bytes: number): void {
    this.#used -= bytes;
    this.#admit();
  }

  #fits(bytes: number): boolean {
    return this.#used === 0 || this.#used + bytes <= this.#size;
  }

  #admit(): void {
    for (const waiting of this.#waiting) {
      if (!this.#fits(waiting.bytes)) return;
      this.#waiting.delete(waiting);
      this.#used += waiting.bytes;
      waiting.admit();
    }
  }
}
