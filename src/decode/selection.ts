import { extname, matchesGlob } from "node:path/posix";
import type { ObjectReference } from "../event.ts";
import { classifyKey, type ClassifiedKey, type ObjectKind } from "./key.ts";

export interface SelectionOptions {
  /** Buckets that may be read. Absent: any; empty: none. */
  readonly buckets?: readonly string[] | undefined;
  /** Account ids. Like the lists below it restricts nothing while it is absent or empty. */
  readonly accounts?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
  /**
   * Globs over the whole key, as `path.matchesGlob` of Node reads them: `*` stays within one element, `**` is any
   * number of elements, and neither matches an element that begins with a dot.
   */
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** `read` hands digest files on like any other object. */
  readonly digests: "skip" | "read";
}

/**
 * `skip`: acknowledged without being read. `keep`: left to the queue's redrive policy.
 */
export type Selection =
  | { readonly kind: "read"; readonly objectKind: ObjectKind }
  | { readonly kind: "skip"; readonly objectKind: ObjectKind; readonly reason: SkipReason }
  | {
      readonly kind: "keep";
      readonly objectKind: ObjectKind;
      readonly reason: "bucket_not_allowed";
    };

export type SkipReason = NoiseReason | FilterReason;
/** Never holds events. */
export type NoiseReason = "digest" | "lake" | "marker" | "other_service";
/** Left out by the operator. */
export type FilterReason = "account" | "region" | "not_included" | "excluded";

/**
 * Decides from the reference alone, before anything is downloaded. Accounts and regions are compared only where the
 * key tells them: an object in a layout of the operator's own is read, and its content decides.
 */
export function createSelection(options: SelectionOptions): (object: ObjectReference) => Selection {
  const allowsBucket = allowing(options.buckets);
  const leftOut = createFilter(options);
  return (object) => {
    const key = classifyKey(object.key);
    const objectKind = withSize(key.kind, object);
    if (!allowsBucket(object.bucket))
      return { kind: "keep", objectKind, reason: "bucket_not_allowed" };
    const reason = noiseReason(objectKind, options.digests) ?? leftOut(object.key, key);
    return reason === undefined
      ? { kind: "read", objectKind }
      : { kind: "skip", objectKind, reason };
  };
}

/** The size can tell what the key alone can't: only an empty object is a folder's marker. */
function withSize(kind: ObjectKind, { key, size }: ObjectReference): ObjectKind {
  if (size === 0 && extname(key) === "") return "marker";
  if (size !== undefined && size > 0 && kind === "marker") return "unclassified";
  return kind;
}

function noiseReason(
  kind: ObjectKind,
  digests: SelectionOptions["digests"],
): NoiseReason | undefined {
  switch (kind) {
    case "digest":
      return digests === "skip" ? "digest" : undefined;
    case "lake":
    case "marker":
    case "other_service":
      return kind;
    default:
      return undefined;
  }
}

function createFilter(
  options: SelectionOptions,
): (key: string, classified: ClassifiedKey) => FilterReason | undefined {
  const allowsAccount = allowing(unlessEmpty(options.accounts));
  const allowsRegion = allowing(unlessEmpty(options.regions));
  const { include = [], exclude = [] } = options;
  return (key, { account, region }) => {
    if (!allowsAccount(account)) return "account";
    if (!allowsRegion(region)) return "region";
    if (include.length > 0 && !matchesAny(key, include)) return "not_included";
    return matchesAny(key, exclude) ? "excluded" : undefined;
  };
}

function unlessEmpty(list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.length === 0 ? undefined : list;
}

/** Without a list everything passes, and so does what is not known. */
function allowing(list: readonly string[] | undefined): (value: string | undefined) => boolean {
  const allowed = list === undefined ? undefined : new Set(list);
  return (value) => allowed === undefined || value === undefined || allowed.has(value);
}

function matchesAny(key: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(key, glob));
}
