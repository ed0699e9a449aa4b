import type { DeadLetterConfig } from "../config/dead-letter.ts";
import { letterBucketClients, letterQueueClient } from "../letter-clients.ts";
import type { Clock } from "../runtime/clock.ts";
import { createFilePlace } from "./file-place.ts";
import type { LetterPlace, PageLimits } from "./letter-place.ts";
import { createS3Place } from "./s3-place.ts";
import { createSqsPlace } from "./sqs-place.ts";

export type PlaceKind = DeadLetterConfig["type"];

export interface PlaceChoice {
  /** Default: as configured. */
  readonly from?: PlaceKind | undefined;
  /** Files instead of the configured one. */
  readonly paths?: readonly string[] | undefined;
  /** Narrows the objects, below the configured prefix. */
  readonly prefix?: string | undefined;
  /** Nothing will be delivered. */
  readonly onlyLook: boolean;
  readonly limits: PageLimits;
}

/** The place that an operator chose, or what is wrong with the choice. */
export function choosePlace(
  config: DeadLetterConfig | undefined,
  choice: PlaceChoice,
  clock: Clock,
): LetterPlace | string {
  const { paths } = choice;
  const from = choice.from ?? (paths === undefined ? config?.type : "file");
  const misused = misusedFlag(choice, from);
  if (misused !== undefined) return misused;
  if (paths !== undefined) return createFilePlace({ ...choice, paths, rotated: false, clock });
  if (config === undefined || config.type !== from) return mismatch(config?.type, from);
  return createPlace(config, choice, clock);
}

function misusedFlag({ paths, prefix }: PlaceChoice, from: PlaceKind | undefined) {
  if (paths !== undefined && from !== "file") return "--path is for --from file";
  if (prefix !== undefined && from !== "s3") return "--prefix is for --from s3";
  return undefined;
}

function mismatch(configured: PlaceKind | undefined, from: PlaceKind | undefined): string {
  const found =
    configured === undefined
      ? "The configuration has no dead_letter"
      : `The configuration's dead_letter is of type ${configured}, not ${from}`;
  return from === undefined || from === "file"
    ? `${found}: name files with --from file --path`
    : `${found}: give a configuration whose dead_letter says where they are`;
}

function createPlace(config: DeadLetterConfig, choice: PlaceChoice, clock: Clock): LetterPlace {
  const { limits, onlyLook } = choice;
  switch (config.type) {
    case "file":
      return createFilePlace({ paths: [config.path], rotated: true, onlyLook, limits, clock });
    case "s3": {
      const createClient = letterBucketClients(config);
      return createS3Place({ config, below: choice.prefix ?? "", createClient, limits, clock });
    }
    case "sqs": {
      const client = letterQueueClient(config);
      return createSqsPlace({ queueUrl: config.queueUrl, client, limits, clock });
    }
  }
}
