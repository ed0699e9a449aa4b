import type { JsonObject, Origin } from "../../event.ts";
import { flat } from "../flat.ts";
import { keyword } from "./scalar.ts";

/** Where a record was read: what all records of one object share. */
export interface Provenance {
  /** `log` */
  readonly log: { readonly file: { readonly path: string } };
  /** `aws.s3`, as Elastic's S3 input writes it. */
  readonly s3: {
    readonly bucket: { readonly name: string; readonly arn: string };
    readonly object: { readonly key: string };
  };
}

const provenances = new WeakMap<Origin, Provenance>();

/** Undefined for a file read from disk, which has a path, and no bucket. */
export function provenanceOf(origin: Origin): Provenance | undefined {
  const { bucket, key } = origin.object;
  if (bucket === "") return undefined;
  const known = provenances.get(origin);
  if (known !== undefined) return known;
  const made = {
    log: { file: { path: flat(`s3://${bucket}/${key}`) } },
    s3: {
      bucket: { name: bucket, arn: flat(`arn:${partitionOf(key)}:s3:::${bucket}`) },
      object: { key },
    },
  };
  provenances.set(origin, made);
  return made;
}

/** Of the region in the key: buckets of China and of GovCloud hold trails of their own regions only. */
function partitionOf(key: string): string {
  if (/\/cn-[a-z]+-\d\//.test(key)) return "aws-cn";
  return /\/us-gov-[a-z]+-\d\//.test(key) ? "aws-us-gov" : "aws";
}

/** `file`: of a digest, the file that it signs is itself. */
export function fileOf(record: JsonObject): unknown {
  const path = keyword(record["digestS3Object"]);
  return path === undefined ? undefined : { path };
}
