/**
 * The requests of one channel whose answers nobody has seen: they are on their way, or got lost. A collector that
 * begins anew, or another one behind the same address, counts from 0 again and may have given such a request any
 * number from 0 to below their count, one that an earlier request has too. A `true` is then about either of the two.
 */
export class Unseen {
  #lost = 0;
  #sent = 0;
  readonly #underWay = new Set<number>();

  /** A request goes. To be called once with what became of its answer. */
  sending(): (answer: "seen" | "lost") => void {
    this.#sent += 1;
    const turn = this.#sent;
    this.#underWay.add(turn);
    return (answer) => {
      if (this.#underWay.delete(turn) && answer === "lost") this.#lost += 1;
    };
  }

  /** Stands for this moment: requests that go later have nothing to do with what was heard until now. */
  get now(): number {
    return this.#sent;
  }

  /** How many there are, or may yet turn out to be, of those sent until that moment. */
  until(moment: number): number {
    let count = this.#lost;
    for (const turn of this.#underWay) if (turn <= moment) count += 1;
    return count;
  }

  /** How many will never be seen. */
  get lost(): number {
    return this.#lost;
  }
}
