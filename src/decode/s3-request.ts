import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from "@aws-sdk/client-s3";
import type { ObjectReference } from "../event.ts";
import type { Health } from "../observe/health.ts";
import type { Logger } from "../observe/logger.ts";
import type { Seldom } from "../observe/seldom.ts";
import { sleep, type Clock } from "../runtime/clock.ts";
import { ObjectFailure, release } from "./failure.ts";
import { answerTo, type Answer } from "./s3-answer.ts";
import type { S3Clients } from "./s3-clients.ts";
import { parseS3Error, wordsOf, type S3Error } from "./s3-error.ts";
import { Patience, type End } from "./s3-patience.ts";

export interface S3RequestOptions {
  readonly expectedBucketOwner?: string | undefined;
  readonly requestPayer?: "requester" | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly health: Health;
  readonly seldom: Seldom;
}

/** The rest of an object, of the version that was begun with. */
export interface Rest {
  readonly from: number;
  readonly etag: string | undefined;
}

/** Asks S3 for objects until it answers, as long as `answerTo` says that it is worth it. */
export class S3Requests {
  readonly #clients: S3Clients;
  readonly #options: S3RequestOptions;
  #lastSuccess: number | undefined;

  constructor(clients: S3Clients, options: S3RequestOptions) {
    this.#clients = clients;
    this.#options = options;
  }

  /** Its answer's body must be read or destroyed. Throws an `ObjectFailure`. */
  async get(
    object: ObjectReference,
    rest: Rest | undefined,
    signal: AbortSignal,
  ): Promise<GetObjectCommandOutput | "gone"> {
    const patience = new Patience(this.#options.clock, () => this.#lastSuccess);
    for (;;) {
      if (signal.aborted) throw cutShort();
      const client = this.#clients.of(object.bucket);
      try {
        const command = new GetObjectCommand(inputOf(object, rest, this.#options));
        const output = await client.send(command, { abortSignal: signal });
        this.#lastSuccess = this.#options.clock.monotonic();
        this.#options.health.well(component(object));
        return output;
      } catch (cause) {
        if (signal.aborted) throw cutShort();
        const error = parseS3Error(cause);
        const answer = answerTo(error);
        if (answer.kind === "gone") return "gone";
        const waitMs = patience.with(answer, error);
        if (typeof waitMs !== "number") throw this.#givenUp(object, waitMs, cause);
        this.#prepare(object, answer, client);
        if (answer.kind === "hold") this.#tell(object, answer.advice, error);
        await sleep(this.#options.clock, waitMs, signal);
      }
    }
  }

  #prepare({ bucket }: ObjectReference, answer: Answer, client: S3Client): void {
    if (answer.kind === "redirect") this.#clients.moved(bucket, answer.region);
    if (answer.kind === "hold" && answer.renew) this.#clients.renew(bucket, client);
  }

  #tell(object: ObjectReference, advice: string, error: S3Error): void {
    const { health, log, seldom } = this.#options;
    const words = wordsOf(error);
    health.unwell(component(object), `${words} ${advice}`);
    const line = seldom(component(object));
    if (line === undefined) return;
    log.warn(
      { bucket: object.bucket, key: object.key, error: words, advice, ...line },
      "S3 refused an object",
    );
  }

  #givenUp(object: ObjectReference, end: End, cause: unknown): ObjectFailure {
    const { settlement, message } = end;
    if (settlement.reason === "object_unreadable") {
      this.#options.health.unwell(component(object), message);
    }
    return new ObjectFailure(settlement, message, { cause });
  }
}

/** Where the claim was lost instead, nothing hangs on how it is settled. */
export function cutShort(): ObjectFailure {
  return new ObjectFailure(release("draining"), "Reading was cut short");
}

function inputOf(object: ObjectReference, rest: Rest | undefined, options: S3RequestOptions) {
  const { versionId } = object;
  const { expectedBucketOwner, requestPayer } = options;
  return {
    Bucket: object.bucket,
    Key: object.key,
    ...(versionId !== undefined && { VersionId: versionId }),
    ...(expectedBucketOwner !== undefined && { ExpectedBucketOwner: expectedBucketOwner }),
    ...(requestPayer !== undefined && { RequestPayer: requestPayer }),
    ...(rest !== undefined && { Range: `bytes=${rest.from}-` }),
    ...(rest?.etag !== undefined && { IfMatch: rest.etag }),
  };
}

function component({ bucket }: ObjectReference): string {
  return `bucket ${bucket}`;
}
