import type { TrailRecord } from "../../event.ts";

/** What a header tells about its record. */
export interface Particulars {
  /** From 0 to 10, by the same rules as in CEF and LEEF. */
  readonly severity: number;
  /** When it happened, in milliseconds since the epoch. */
  readonly time: number | undefined;
  /** What was done: the same word for every record of the kind. */
  readonly action: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly eventId: string | undefined;
}

export type Describe = (record: TrailRecord) => Particulars;
