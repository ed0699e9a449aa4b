/** The ways through the program that are measured: what is written, and to what kind of destination. */
import type { Format } from "../src/normalize/format.ts";

export interface Path {
  readonly name: string;
  readonly title: string;
  readonly format: Format;
  /** The destination as the configuration file says it. */
  destination(receiverUrl: string): Readonly<Record<string, unknown>>;
}

export const paths: readonly Path[] = [
  bulk("ecs-bulk", "ECS → bulk, gzip", "ecs"),
  bulk("ocsf-bulk", "OCSF → bulk, gzip", "ocsf"),
  bulk("raw-bulk", "raw → bulk, gzip", "raw"),
];

function bulk(name: string, title: string, format: Format): Path {
  const destination = (receiverUrl: string) => ({
    name: "receiver",
    type: "elasticsearch",
    urls: [receiverUrl],
    format,
    compression: "gzip",
  });
  return { name, title, format, destination };
}
