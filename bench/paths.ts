/** The ways through the program that are measured: what is written, and to what kind of destination. */
import type { JsonObject } from "../src/event.ts";
import type { Format } from "../src/normalize/format.ts";

export interface Path {
  readonly name: string;
  readonly title: string;
  readonly format: Format;
  /** Measured unless told otherwise, one message each. */
  readonly objects: number;
  /** The destination as the configuration file says it. */
  destination(receiverUrl: string): JsonObject;
}

/** The same but for indexer acknowledgment, to be compared. */
export const withoutAcks = "raw-hec";
export const withAcks = "raw-hec-acks";

export const paths: readonly Path[] = [
  bulk("ecs-bulk", "ECS → bulk, gzip", "ecs"),
  bulk("ocsf-bulk", "OCSF → bulk, gzip", "ocsf"),
  bulk("raw-bulk", "raw → bulk, gzip", "raw"),
  hec(withoutAcks, "raw → HEC, gzip", false),
  hec(withAcks, "raw → HEC, gzip, acks", true),
];

function bulk(name: string, title: string, format: Format): Path {
  const destination = (receiverUrl: string) => ({
    name: "receiver",
    type: "elasticsearch",
    urls: [receiverUrl],
    format,
    compression: "gzip",
  });
  return { name, title, format, objects: 200, destination };
}

/** So many objects that the time before the first acknowledgments does not decide. */
function hec(name: string, title: string, acknowledge: boolean): Path {
  const destination = (receiverUrl: string) => ({
    name: "receiver",
    type: "splunk_hec",
    url: receiverUrl,
    token: "00000000-0000-0000-0000-00000EXAMPLE",
    format: "raw",
    compression: "gzip",
    acknowledge,
  });
  return { name, title, format: "raw", objects: 1500, destination };
}
