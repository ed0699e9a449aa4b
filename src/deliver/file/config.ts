export interface FileConfig {
  readonly name: string;
  readonly path: string;
  /** An append that would let the file grow beyond this goes to a new one; the full one is rotated away. */
  readonly rotateBytes: number;
  /** Rotated files kept, `path.1` the newest; older ones are removed. 0 keeps all, `path.1` the oldest. */
  readonly keepFiles: number;
}
