import type { Lane } from "./deliver/lane.ts";
import type { EncodedEvent, Rejection, TrailRecord } from "./event.ts";
import type { Encode } from "./normalize/encode.ts";
import { categoryOf } from "./observe/category.ts";

type Wanting = Pick<Lane, "wants">;

/** One format, and the lanes that share its text. */
export interface Outlet<L extends Wanting = Lane> {
  readonly encode: Encode;
  readonly lanes: readonly L[];
}

/** What a lane gets of some records. */
export interface Parcel<L> {
  readonly lane: L;
  readonly events: EncodedEvent[];
  readonly rejections: Rejection[];
}

export interface Packed<L> {
  readonly parcels: readonly Parcel<L>[];
  /** How many of the records are of which category. */
  readonly categories: ReadonlyMap<string, number>;
}

/**
 * A record is encoded once for all lanes of a format, and not at all where none wants it. Each is dealt with wholly
 * before the next: what was parsed of it then dies young, where that of a hundred records would be copied by every
 * garbage collection.
 */
export function pack<L extends Wanting>(
  records: readonly TrailRecord[],
  outlets: readonly Outlet<L>[],
): Packed<L> {
  const packings = outlets.map(({ encode, lanes }) => ({ encode, parcels: lanes.map(parcelFor) }));
  const categories = new Map<string, number>();
  for (const record of records) {
    const category = categoryOf(record);
    categories.set(category, (categories.get(category) ?? 0) + 1);
    for (const { encode, parcels } of packings) put(record, encode, parcels);
    record.forget();
    record.release();
  }
  return { parcels: packings.flatMap(({ parcels }) => parcels), categories };
}

function parcelFor<L>(lane: L): Parcel<L> {
  return { lane, events: [], rejections: [] };
}

function put<L extends Wanting>(
  record: TrailRecord,
  encode: Encode,
  parcels: readonly Parcel<L>[],
): void {
  let encoded: EncodedEvent | Rejection | undefined;
  for (const { lane, events, rejections } of parcels) {
    if (!lane.wants(record)) continue;
    const isFirst = encoded === undefined;
    encoded ??= encode(record);
    record.hold();
    if (!("body" in encoded)) {
      rejections.push(encoded);
      continue;
    }
    if (!isFirst) encoded.body.hold();
    events.push(encoded);
  }
}
