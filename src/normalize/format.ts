import type { Normalize } from "../event.ts";
import { createCef } from "./cef/message.ts";
import { createEcs } from "./ecs/document.ts";
import type { EcsOptions } from "./ecs/document.ts";
import { createLeef } from "./leef/message.ts";
import { raw } from "./raw.ts";

export type Format = "raw" | "ecs" | "cef" | "leef";

/** The options of all formats; each reads its own. */
export type NormalizeOptions = EcsOptions;

/** One function for each format and set of options: what it makes of a record can be shared by every destination that wants it. */
export function createNormalize(format: Format, options: NormalizeOptions = {}): Normalize {
  return creators[format](options);
}

const creators: Record<Format, (options: NormalizeOptions) => Normalize> = {
  raw: () => raw,
  ecs: createEcs,
  cef: () => createCef(),
  leef: () => createLeef(),
};
