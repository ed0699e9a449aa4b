/**
 * Where addresses are and whom they belong to, from database files of the operator. The files are looked at every
 * minute, because a watch on a file is lost when the file is replaced.
 */
import type { Logger } from "../../observe/logger.ts";
import { sleep, type Clock } from "../../runtime/clock.ts";
import { Tasks } from "../../runtime/tasks.ts";
import { memo } from "../memo.ts";
import { lookupAddress } from "./address.ts";
import { DatabaseFile } from "./database-file.ts";
import type { Purpose } from "./database.ts";
import { placeOf, type PlaceOf } from "./place.ts";

export interface Geo {
  /** Asks the databases; nothing throws. */
  readonly placeOf: PlaceOf;
  /** Ends the watch over the files. What was loaded can still be asked. */
  close(): Promise<void>;
}

export interface GeoParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly onBug: (error: unknown) => void;
}

const recheckMs = 60_000;
/** A place takes about half a kilobyte. */
const places = 10_000;
/** An IPv6 address with an IPv4 tail takes 45 characters, its zone a few more. */
const longestAddress = 80;

/** Rejects with UnusableDatabase where a file is missing, broken or of another type. */
export async function openGeo(
  paths: { readonly city?: string; readonly asn?: string },
  { clock, log, onBug }: GeoParts,
): Promise<Geo> {
  const city = await openIfNamed(paths.city, "city", log);
  const asn = await openIfNamed(paths.asn, "asn", log);
  const find = (ip: string) => {
    const address = lookupAddress(ip);
    const place = address && placeOf(city?.find(address), asn?.find(address));
    return place || null;
  };
  const remembering = () => memo(places, find, longestAddress);
  let placeAt = remembering();
  const closed = new AbortController();
  const tasks = new Tasks(onBug);
  tasks.start(async () => {
    while (await sleep(clock, recheckMs, closed.signal)) {
      // One after the other: only one file at a time is held twice.
      if (await city?.refresh()) placeAt = remembering();
      if (await asn?.refresh()) placeAt = remembering();
    }
  });

  return {
    placeOf: (ip) => (ip.length > longestAddress ? undefined : (placeAt(ip) ?? undefined)),
    close() {
      closed.abort();
      return tasks.drain();
    },
  };
}

async function openIfNamed(
  path: string | undefined,
  purpose: Purpose,
  log: Logger,
): Promise<DatabaseFile | undefined> {
  return path === undefined ? undefined : DatabaseFile.open({ path, purpose }, log);
}
