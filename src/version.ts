import manifest from "../package.json" with { type: "json" };

/** Of this program, for dead letters, metrics and `--version`. */
export const version: string = manifest.version;
