import { Readable } from "node:stream";
import type { GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { backoffMs } from "../runtime/backoff.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import { ObjectFailure, release } from "./failure.ts";
import { cutShort, type Rest } from "./s3-request.ts";

export interface BodyOptions {
  readonly clock: Clock;
  /** Asks for the rest of the same version. */
  readonly resume: (rest: Rest) => Promise<GetObjectCommandOutput | "gone">;
  /** Whether the object can't change under its name: a version was asked for. */
  readonly fixed: boolean;
  readonly signal: AbortSignal;
}

const idleMs = 30_000;
/** A body that breaks this often without one byte more is given up; so is one that breaks all the time. */
const maxFruitless = 5;
const maxResumes = 100;
const backoff = { initialMs: 200, maxMs: 5000 };

/**
 * The bytes of an object, across broken connections: reading goes on from the byte reached, in the same version.
 * The SDK's retries end where the body begins, so everything from there on is done here.
 */
export class S3Body implements AsyncIterable<Buffer> {
  readonly etag: string | undefined;
  readonly size: number | undefined;
  readonly #options: BodyOptions;
  #stream: Readable;
  #reached = 0;

  constructor(first: GetObjectCommandOutput, options: BodyOptions) {
    this.etag = first.ETag;
    this.size = first.ContentLength;
    this.#options = options;
    this.#stream = streamOf(first);
  }

  close(): void {
    this.#stream.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    let fruitless = 0;
    try {
      for (let resumes = 0; ; resumes += 1) {
        const before = this.#reached;
        const trouble = yield* this.#pump();
        if (trouble === undefined) return;
        if (this.#options.signal.aborted) throw cutShort();
        fruitless = this.#reached > before ? 1 : fruitless + 1;
        if (fruitless > maxFruitless || resumes >= maxResumes) throw this.#givenUp(trouble);
        await this.#resume(fruitless, trouble);
      }
    } finally {
      this.close();
    }
  }

  /** Yields what the present connection gives; returns what broke it, or undefined at the object's end. */
  async *#pump(): AsyncGenerator<Buffer, Error | undefined, undefined> {
    const stream = this.#stream;
    const { clock, signal } = this.#options;
    const aborted = () => stream.destroy(new Error("Aborted"));
    if (signal.aborted) aborted();
    signal.addEventListener("abort", aborted);
    const chunks: AsyncIterator<Buffer> = stream.iterator();
    try {
      for (;;) {
        const next = await withinIdleTime(chunks, stream, clock);
        if (next.done === true) break;
        this.#reached += next.value.length;
        yield next.value;
      }
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      signal.removeEventListener("abort", aborted);
      stream.destroy();
    }
    const isShort = this.size !== undefined && this.#reached < this.size;
    return isShort
      ? new Error(`The body ended after ${this.#reached} of ${this.size} bytes`)
      : undefined;
  }

  async #resume(attempt: number, trouble: Error): Promise<void> {
    const { clock, signal, fixed, resume } = this.#options;
    if (this.etag === undefined && !fixed) throw this.#givenUp(trouble);
    await sleep(clock, backoffMs(backoff, attempt), signal);
    if (signal.aborted) throw cutShort();
    const output = await resume({ from: this.#reached, etag: this.etag });
    if (output === "gone") throw this.#givenUp(trouble);
    this.#stream = streamOf(output);
    // A store that ignores the range would start again from the first byte.
    const isRest =
      output.ContentRange?.startsWith(`bytes ${this.#reached}-`) ?? this.#reached === 0;
    if (!isRest) throw this.#givenUp(trouble);
  }

  #givenUp(cause: Error): ObjectFailure {
    const message = `The body broke off after ${this.#reached} of ${this.size ?? "unknown"} bytes: ${cause.message}`;
    return new ObjectFailure(release("object_unreadable"), message, { cause });
  }
}

/** A silent connection counts as broken; it would hold its claim until the end of time. */
async function withinIdleTime(
  chunks: AsyncIterator<Buffer>,
  stream: Readable,
  clock: Clock,
): Promise<IteratorResult<Buffer>> {
  const cancel = clock.schedule(idleMs, () =>
    stream.destroy(new Error(`No byte came for ${idleMs} ms`)),
  );
  try {
    return await chunks.next();
  } finally {
    cancel();
  }
}

function streamOf({ Body: body }: GetObjectCommandOutput): Readable {
  if (!(body instanceof Readable)) throw new TypeError("The SDK gave no Node stream");
  // The iterator throws what breaks the stream; before and after it, a break must not end the process.
  body.on("error", () => {});
  return body;
}
