import type { JsonObject } from "../../event.ts";
import { isBlank, listAt } from "../value.ts";
import { flattened } from "./payload/payload.ts";
import { keyword, time } from "./scalar.ts";

/** `aws.cloudtrail.flattened.digest`: the file that CloudTrail signs each hour, over the hashes of its log files. */
export function digestOf(record: JsonObject): unknown {
  if (isBlank(record["digestS3Object"]) && isBlank(record["digestEndTime"])) return undefined;
  return {
    s3_bucket: keyword(record["digestS3Bucket"]),
    start_time: time(record["digestStartTime"]),
    end_time: time(record["digestEndTime"]),
    newest_event_time: time(record["newestEventTime"]),
    oldest_event_time: time(record["oldestEventTime"]),
    public_key_fingerprint: keyword(record["digestPublicKeyFingerprint"]),
    signature_algorithm: keyword(record["digestSignatureAlgorithm"]),
    previous_s3_bucket: keyword(record["previousDigestS3Bucket"]),
    previous_s3_object: keyword(record["previousDigestS3Object"]),
    previous_hash_value: keyword(record["previousDigestHashValue"]),
    previous_hash_algorithm: keyword(record["previousDigestHashAlgorithm"]),
    previous_signature: keyword(record["previousDigestSignature"]),
    log_files: logFilesOf(record),
  };
}

/** The limit of size is for each file: a digest lists those of an hour. */
function logFilesOf(record: JsonObject): readonly JsonObject[] | undefined {
  const files: JsonObject[] = [];
  for (const item of listAt(record, "logFiles")) {
    const file = flattened(item);
    if (file !== undefined) files.push(file);
  }
  return files.length === 0 ? undefined : files;
}
