import type { FileConfig } from "../../src/deliver/file/config.ts";

/** A file that no test fills. */
export function aFileConfig(changes: Partial<FileConfig> & { readonly path: string }): FileConfig {
  return {
    name: "file",
    rotateBytes: 1_000_000,
    compression: "none",
    fsync: true,
    finished: { kind: "numbered", keepFiles: 0 },
    ...changes,
  };
}
