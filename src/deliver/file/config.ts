export interface FileConfig {
  readonly name: string;
  /** The file that is written at present. */
  readonly path: string;
  /** An append that would let the file grow beyond this goes to a new one. Bytes as they are stored. */
  readonly rotateBytes: number;
  /** A file is finished so long after its first lines at the latest. Absent: only when it is full. */
  readonly rotateEveryMs?: number;
  readonly compression: "gzip" | "none";
  /** False: a batch counts as delivered while only the operating system has it. */
  readonly fsync: boolean;
  readonly finished: Finished;
}

/** What becomes of a finished file. */
export type Finished =
  /** `path.1` is the newest. `keepFiles` 0 keeps all, and then the highest number is the newest. */
  | { readonly kind: "numbered"; readonly keepFiles: number }
  /** Moved into the directory under a name of its own, which never changes. */
  | { readonly kind: "published"; readonly directory: string };
