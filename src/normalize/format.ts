import type { Normalize } from "../event.ts";
import { createCef } from "./cef/message.ts";
import type { CefOptions } from "./cef/message.ts";
import { createEcs } from "./ecs/document.ts";
import type { EcsOptions } from "./ecs/document.ts";
import { createLeef } from "./leef/message.ts";
import type { LeefOptions } from "./leef/message.ts";
import { createOcsf } from "./ocsf/event.ts";
import type { OcsfOptions } from "./ocsf/event.ts";
import { raw } from "./raw.ts";

/** What can be chosen of each format; what is left out has the default that stands with it. */
export interface FormatOptions {
  readonly raw: Readonly<Record<string, never>>;
  readonly ecs: EcsOptions;
  readonly ocsf: OcsfOptions;
  readonly cef: CefOptions;
  readonly leef: LeefOptions;
}

export type Format = keyof FormatOptions;

/** A format with its options, as a destination is configured. */
export type Mapping = {
  readonly [F in Format]: { readonly format: F; readonly options: FormatOptions[F] };
}[Format];

/** One function for each format and set of options: what it makes of a record can be shared by every destination that wants it. */
export function createNormalize<F extends Format>(
  format: F,
  options?: FormatOptions[F],
): Normalize {
  return creators[format](options);
}

const creators: {
  readonly [F in Format]: (options?: FormatOptions[F]) => Normalize;
} = {
  raw: () => raw,
  ecs: createEcs,
  ocsf: createOcsf,
  cef: createCef,
  leef: createLeef,
};
