export interface FileConfig {
  readonly name: string;
  readonly path: string;
  /** A file that has grown beyond this is rotated: `path.1` is the newest, `path.N` the oldest kept. */
  readonly rotateBytes: number;
  /** Rotated files kept; older ones are removed. 0 keeps all, numbered upwards. */
  readonly keepFiles: number;
}
