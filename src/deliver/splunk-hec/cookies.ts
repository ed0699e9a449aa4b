/**
 * The cookies of one collector's address, by which a load balancer knows what stands behind it for us. They go back as
 * they came; attributes don't matter to a client of one address. A cookie that changes its value means that the
 * session has moved to another collector.
 */
export class Cookies {
  readonly #values = new Map<string, string>();
  /** Since the session was last known to be good. */
  readonly #changes = new Map<string, number>();

  /** Of a request: the cookies that there are, if any. */
  get headers(): Readonly<Record<string, string>> {
    if (this.#values.size === 0) return {};
    return { cookie: [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ") };
  }

  /** Takes what an answer sets, and says whether that means a move. */
  take(setCookies: readonly string[]): "moved" | "same" {
    const pairs = setCookies
      .map((cookie) => pairPattern.exec(cookie))
      .filter((pair) => pair !== null);
    const moves = pairs.map(([, name = "", value = ""]) => this.#set(name, value));
    return moves.includes(true) ? "moved" : "same";
  }

  /** Something that took the same cookies twice has worked: what changes from now on is a move again. */
  settled(): void {
    this.#changes.clear();
  }

  #set(name: string, value: string): boolean {
    const before = this.#values.get(name);
    if (before === undefined && this.#values.size >= mostCookies) return false;
    this.#values.set(name, value);
    if (before === undefined || before === value) return false;
    const changes = (this.#changes.get(name) ?? 0) + 1;
    this.#changes.set(name, changes);
    return !everNew.test(name) && changes <= mostMoves;
  }
}

const mostCookies = 20;

/** Names and values without what would break a header. */
const pairPattern = /^\s*([^\s=;,]+)\s*=\s*([^\s;,]*)/;

/** AWS's Application Load Balancer gives its cookies a new value with each answer. */
const everNew = /^AWSALB/;

/** Others do so too (HAProxy, with an idle time). That must not end one channel after the other: more moves than this without a success in between are none. */
const mostMoves = 3;
