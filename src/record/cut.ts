import type { Memory } from "../runtime/slice.ts";
import type { MemberTable } from "./members.ts";

/** The part of a chunk that holds one record. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  /** Has a row that tells where the record's members are. Null where they are not noted, undefined where nobody has looked. */
  readonly table: MemberTable | null | undefined;
  readonly row: number;
  /** What the chunk lies in; undefined where it is left to the garbage collector. */
  readonly memory: Memory | undefined;
}
