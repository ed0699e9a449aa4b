import { describe, expect, it } from "vitest";
import type { ObjectReference } from "../../src/event.ts";
import {
  createSelection,
  type Selection,
  type SelectionOptions,
} from "../../src/decode/selection.ts";

const bucket = "example-trail-bucket";
const account = "111122223333";
const trail = `AWSLogs/${account}/CloudTrail/eu-central-1/2026/03/04/x.json.gz`;
const digest = `AWSLogs/${account}/CloudTrail-Digest/eu-central-1/2026/03/04/x.json.gz`;
const custom = "archive/2026/x.json.gz";

type Row = readonly [
  title: string,
  options: Partial<SelectionOptions>,
  object: Partial<ObjectReference>,
  expected: Selection,
];

const read = (objectKind: Selection["objectKind"]): Selection => ({ kind: "read", objectKind });

const rows: readonly Row[] = [
  ["reads a trail's log", {}, { key: trail }, read("trail")],
  ["reads a layout of the operator's own", {}, { key: custom }, read("unclassified")],
  ["skips a digest", {}, { key: digest }, { kind: "skip", objectKind: "digest", reason: "digest" }],
  ["reads a digest where told to", { digests: "read" }, { key: digest }, read("digest")],
  [
    "skips another service's object",
    {},
    { key: `AWSLogs/${account}/Config/x.json.gz` },
    { kind: "skip", objectKind: "other_service", reason: "other_service" },
  ],
  [
    "skips a query result of CloudTrail Lake",
    {},
    { key: `AWSLogs/${account}/CloudTrail-Lake/Query/x.csv.gz` },
    { kind: "skip", objectKind: "lake", reason: "lake" },
  ],
  [
    "skips a folder's marker",
    {},
    { key: "folder/", size: 0 },
    { kind: "skip", objectKind: "marker", reason: "marker" },
  ],
  [
    "skips a folder's marker with a dot in its name",
    {},
    { key: "a.b/", size: 0 },
    { kind: "skip", objectKind: "marker", reason: "marker" },
  ],
  [
    "skips an empty object without a suffix",
    {},
    { key: "a.b/folder_$folder$", size: 0 },
    { kind: "skip", objectKind: "marker", reason: "marker" },
  ],
  ["reads an empty log file", {}, { key: trail, size: 0 }, read("trail")],
  [
    "reads what is named like a folder but holds bytes",
    {},
    { key: "a/", size: 9 },
    read("unclassified"),
  ],
  ["reads from a bucket on the list", { buckets: [bucket] }, { key: trail }, read("trail")],
  [
    "keeps what is in a bucket that is not on the list",
    { buckets: ["another-bucket"] },
    { key: trail },
    { kind: "keep", objectKind: "trail", reason: "bucket_not_allowed" },
  ],
  [
    "keeps even noise of a bucket that is not on the list",
    { buckets: [] },
    { key: digest },
    { kind: "keep", objectKind: "digest", reason: "bucket_not_allowed" },
  ],
  ["reads an account on the list", { accounts: [account] }, { key: trail }, read("trail")],
  [
    "skips an account that is not on the list",
    { accounts: ["444455556666"] },
    { key: trail },
    { kind: "skip", objectKind: "trail", reason: "account" },
  ],
  ["reads a region on the list", { regions: ["eu-central-1"] }, { key: trail }, read("trail")],
  [
    "skips a region that is not on the list",
    { regions: ["us-east-1"] },
    { key: trail },
    { kind: "skip", objectKind: "trail", reason: "region" },
  ],
  [
    "reads an object whose key tells neither account nor region",
    { accounts: ["444455556666"], regions: ["us-east-1"] },
    { key: custom },
    read("unclassified"),
  ],
  [
    "reads everything under empty lists",
    { accounts: [], regions: [], include: [], exclude: [] },
    { key: trail },
    read("trail"),
  ],
  [
    "reads what an included glob matches",
    { include: ["x/**", "**/*.json.gz"] },
    { key: trail },
    read("trail"),
  ],
  [
    "skips what no included glob matches",
    { include: ["*.json.gz"] },
    { key: trail },
    { kind: "skip", objectKind: "trail", reason: "not_included" },
  ],
  [
    "skips what an excluded glob matches, even if it is included",
    { include: ["**"], exclude: ["**/eu-*/**"] },
    { key: trail },
    { kind: "skip", objectKind: "trail", reason: "excluded" },
  ],
  [
    "calls a digest of another account noise",
    { accounts: ["444455556666"] },
    { key: digest },
    { kind: "skip", objectKind: "digest", reason: "digest" },
  ],
];

describe("a selection", () => {
  it.each(rows)("%s", (_, options, object, expected) => {
    const select = createSelection({ digests: "skip", ...options });

    const selection = select({ bucket, key: trail, ...object });

    expect(selection).toEqual(expected);
  });
});
