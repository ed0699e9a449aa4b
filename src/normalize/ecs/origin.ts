import type { Origin, TrailRecord } from "../../event.ts";
import { append, closed, opened } from "../json-text.ts";
import { keywordText } from "./scalar.ts";

/** Where a record was read: what all records of one object share. JSON text. */
export interface Provenance {
  /** `log` */
  readonly log: string | undefined;
  /** `aws.s3`, as Elastic's S3 input writes it. */
  readonly s3: string | undefined;
}

const provenances = new WeakMap<Origin, Provenance>();

export function provenanceOf(origin: Origin): Provenance {
  const known = provenances.get(origin);
  if (known !== undefined) return known;
  const made = provenance(origin);
  provenances.set(origin, made);
  return made;
}

function provenance({ object: { bucket, key } }: Origin): Provenance {
  // A file read from disk has a path, and no bucket.
  if (bucket === "") return { log: undefined, s3: undefined };
  const arn = `arn:${partitionOf(key)}:s3:::${bucket}`;
  return {
    log: JSON.stringify({ file: { path: `s3://${bucket}/${key}` } }),
    s3: JSON.stringify({ bucket: { name: bucket, arn }, object: { key } }),
  };
}

/** Of the region in the key: buckets of China and of GovCloud hold trails of their own regions only. */
function partitionOf(key: string): string {
  if (/\/cn-[a-z]+-\d\//.test(key)) return "aws-cn";
  return /\/us-gov-[a-z]+-\d\//.test(key) ? "aws-us-gov" : "aws";
}

/** `file`: of a digest, the file that it signs is itself. */
export function fileText(record: TrailRecord): string | undefined {
  return closed(append(opened, ',"path":', keywordText(record, "digestS3Object")));
}
