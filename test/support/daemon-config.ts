import { region } from "./test-aws.ts";
import type { Scene } from "./scene.ts";

export interface DaemonConfigOptions {
  readonly source?: object;
  readonly destination?: object;
  /** Destinations beside it. */
  readonly others?: readonly object[];
  readonly grace?: string;
}

/** From the queue to the receiver, with waits that suit a test. */
export function daemonConfig(
  { aws, receiver, deadLetterPath }: Scene,
  { source, destination, others = [], grace = "5s" }: DaemonConfigOptions = {},
): object {
  return {
    sources: [
      {
        name: "trail",
        type: "sqs",
        queue_url: aws.queueUrl,
        region,
        visibility_timeout: "30s",
        s3: { endpoint: aws.s3Endpoint, region, path_style: true },
        ...source,
      },
    ],
    destinations: [
      {
        name: "elastic",
        type: "elasticsearch",
        urls: [receiver.url.href],
        format: "ecs",
        retry: { initial: "50ms", max: "500ms" },
        ...destination,
      },
      ...others,
    ],
    dead_letter: { type: "file", path: deadLetterPath },
    shutdown: { grace },
  };
}
