import type { Outcome } from "./forwarder.ts";

/** What the destinations tell of the delivered letters. */
export interface DeliveredAs {
  /** They had them already. */
  readonly duplicates: number;
  /** They took them, but set them aside. */
  readonly degraded: number;
}

type Ending = Outcome["kind"] | "other destination" | "unreadable";

/** Why a letter is left, in words of destinations and reasons. */
export interface Why {
  readonly what: string;
  /** The destination's own words about one of them. */
  readonly example?: string;
}

/** The books of a replay: each letter that was read ends in one way. */
export class Tally {
  readonly #endings = new Map<Ending, number>();
  readonly #whys = new Map<string, { count: number; readonly example: string | undefined }>();
  #read = 0;

  get read(): number {
    return this.#read;
  }

  get delivered(): number {
    return this.#count("delivered");
  }

  /** Letters that were to be delivered and were not; those that the operator leaves out are none of them. */
  get left(): number {
    return (
      this.#count("refused") +
      this.#count("unsent") +
      this.#count("unknown destination") +
      this.#count("unreadable")
    );
  }

  end(ending: Ending, why?: Why): void {
    this.#read += 1;
    this.#endings.set(ending, this.#count(ending) + 1);
    if (why === undefined) return;
    const { what, example } =
      this.#whys.has(why.what) || this.#whys.size < mostWhys ? why : forOtherReasons;
    const line = this.#whys.get(what) ?? { count: 0, example };
    line.count += 1;
    this.#whys.set(what, line);
  }

  /** Why letters are left: one line for each destination and reason. */
  get whys(): readonly string[] {
    return [...this.#whys].map(([what, { count, example }]) =>
      example === undefined ? `${count} ${what}` : `${count} ${what}, such as: ${example}`,
    );
  }

  /** `letters: 120 read = 100 delivered + 20 refused again` */
  books({ duplicates, degraded }: DeliveredAs): string {
    const sum = [
      [this.delivered - duplicates - degraded, "delivered"],
      [duplicates, "there already"],
      [degraded, "taken but set aside"],
      [this.#count("refused"), "refused again"],
      [this.#count("unsent"), "not sent"],
      [this.#count("filtered"), "left out by a filter"],
      [this.#count("other destination"), "for other destinations"],
      [this.#count("unknown destination"), "for unknown destinations"],
      [this.#count("unreadable"), "unreadable"],
    ] as const;
    const parts = sum.filter(([count], index) => index === 0 || count > 0);
    return `letters: ${this.#read} read = ${parts.map(([count, what]) => `${count} ${what}`).join(" + ")}`;
  }

  #count(ending: Ending): number {
    return this.#endings.get(ending) ?? 0;
  }
}

/** Letters may name any destination and reason; the bound keeps them from piling up. */
const mostWhys = 100;
const forOtherReasons: Why = { what: "for other reasons" };
