import { Writable } from "node:stream";

/** A stream that remembers what was written, takes nothing, or breaks like a pipe whose reader has gone. */
export class ScriptedStream extends Writable {
  text = "";
  /** Resolves when it has been given what it does not take. */
  readonly blocked: Promise<void>;
  #behaviour: "takes" | "blocks" | "breaks";
  #block: () => void = () => undefined;
  #unblock: () => void = () => undefined;

  constructor(behaviour: "takes" | "blocks" | "breaks" = "takes") {
    super();
    this.#behaviour = behaviour;
    this.blocked = new Promise((resolve) => (this.#block = resolve));
  }

  /** Takes what it was blocked on, and whatever comes. */
  unblock(): void {
    this.#behaviour = "takes";
    const take = this.#unblock;
    this.#unblock = () => undefined;
    take();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    const take = () => {
      this.text += chunk.toString("utf8");
      done();
    };
    if (this.#behaviour === "takes") take();
    else if (this.#behaviour === "breaks")
      done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    else {
      this.#unblock = take;
      this.#block();
    }
  }
}
