import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Letter } from "./dead-letter.ts";
import { encodeLetter } from "./entry.ts";

export interface Layout {
  /** Before the date in each key; slashes at its ends do not matter. Default: none. */
  readonly prefix?: string;
  readonly compression: "gzip" | "none";
}

/** Letters of one time, destination and reason: they lie together in one object. */
export interface Bundle {
  /** `prefix/2026/11/22/elastic/mapping/20261122T050607.089Z-<id>.ndjson.gz`, never the same twice. */
  readonly key: string;
  readonly letters: readonly Letter[];
}

export function bundle(letters: readonly Letter[], layout: Layout): readonly Bundle[] {
  const bundles = Map.groupBy(letters, stemOf);
  const extension = layout.compression === "gzip" ? "ndjson.gz" : "ndjson";
  return [...bundles].map(([stem, group]) => ({
    key: `${prefixOf(layout)}${stem}-${randomUUID()}.${extension}`,
    letters: group,
  }));
}

/** NDJSON, each line a letter as `parseLetter` reads it. */
export function contentOf({ letters }: Bundle, { compression }: Layout): Promise<Buffer> {
  const lines = Buffer.from(letters.map((letter) => `${encodeLetter(letter)}\n`).join(""));
  return compression === "gzip" ? compress(lines) : Promise.resolve(lines);
}

const compress = promisify<Buffer, Buffer>(gzip);

function stemOf({ time, destination, reason }: Letter): string {
  const instant = new Date(time).toISOString();
  const day = instant.slice(0, instant.indexOf("T")).replaceAll("-", "/");
  return `${day}/${destination}/${reason}/${instant.replaceAll(/[-:]/g, "")}`;
}

/** What all keys begin with: empty, or ended by a slash. */
export function prefixOf({ prefix = "" }: Pick<Layout, "prefix">): string {
  const trimmed = prefix.replaceAll(/^\/+|\/+$/g, "");
  return trimmed === "" ? "" : `${trimmed}/`;
}
